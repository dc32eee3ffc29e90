"""Requests for public files: one address, some patience, and a reason where it is not given."""

from __future__ import annotations

from dataclasses import dataclass

from curl_cffi.requests import Response, Session
from curl_cffi.requests.exceptions import RequestException
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from generator.model.errors import SourceError

# Too many requests, and the states of a server in trouble.
PASSING = (429, 500, 502, 503, 504)
NOT_FOUND = 404


class UnansweredError(SourceError):
    """A server could not be reached or has a trouble that may be over in a moment."""


class AbsentError(SourceError):
    """A publisher has nothing at an address."""


def brief(error: Exception) -> str:
    """Return what happened, without curl's address of its list of errors."""
    return str(error).partition(". See https://curl.se")[0]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for, in seconds, and how often it is asked for."""

    timeout: float = 20
    pause: float = 2
    attempts: int = 3


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Web:
    """An open session with one publisher; `who` is its name in reasons."""

    session: Session[Response]
    who: str
    patience: Patience

    def get(self, url: str) -> Response:
        """Return the good answer to a request, asked again where trouble may pass.

        Raises:
            UnansweredError: if the trouble did not pass.
            AbsentError: if there is nothing at the address.
            SourceError: if the publisher refused.
        """
        retry = Retrying(
            retry=retry_if_exception_type(UnansweredError),
            stop=stop_after_attempt(self.patience.attempts),
            wait=wait_exponential(multiplier=self.patience.pause),
            reraise=True,
        )
        return retry(self._once, url)

    def _once(self, url: str) -> Response:
        try:
            answer = self.session.get(url, timeout=self.patience.timeout)
        except RequestException as error:
            raise UnansweredError(f"{self.who} could not be reached: {brief(error)}") from error
        if answer.status_code in PASSING:
            raise UnansweredError(f"{self.who} answered with status {answer.status_code}")
        if answer.status_code == NOT_FOUND:
            raise AbsentError(f"{self.who} answered with status {answer.status_code}")
        if not answer.ok:
            raise SourceError(f"{self.who} answered with status {answer.status_code}")
        return answer
