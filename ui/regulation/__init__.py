"""The tab 条文: the whole text, to read, find, link and print."""
