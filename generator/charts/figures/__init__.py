"""One module a figure, or a few of one question: headline, data and layout."""
