"""The tab 检索: articles as you type."""
