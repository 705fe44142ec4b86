"""The tab 质量: what the assistant can and cannot do, measured."""
