"""Pages, data files and feeds, and the build that writes them into site/."""
