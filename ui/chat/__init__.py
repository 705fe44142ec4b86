"""The tab 问答: questions, answers that grow, their sources beside them."""
