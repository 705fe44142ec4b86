"""The project drops into LangChain programs, and any LangChain retriever drops into it."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from langchain_core.vectorstores import InMemoryVectorStore

from corpus import Regulation
from indexing.index import RegulationIndex
from indexing.retriever import ArticleRetriever, EncoderEmbeddings
from qa import Assistant


def test_documents_are_articles_with_metadata(index: RegulationIndex) -> None:
    documents = ArticleRetriever(index=index, limit=3).invoke("常务会议纪要谁签发")
    assert len(documents) == 3
    best = documents[0]
    assert best.page_content == index.regulation.article(57).text
    assert best.metadata["article"] == 57
    assert best.metadata["chapter_title"] == "第十章 会议制度"
    first = best.metadata["clauses"][0]
    assert "纪要一般由县长签发" in best.page_content[first["start"] : first["end"]]


def test_an_lcel_chain_runs_over_the_retriever(index: RegulationIndex) -> None:
    seen: list[str] = []

    def joined(documents: list[Document]) -> str:
        return "\n".join(document.metadata["label"] for document in documents)

    def note(prompt: object) -> object:
        seen.append(str(prompt))
        return prompt

    chain = (
        {
            "context": ArticleRetriever(index=index, limit=2) | RunnableLambda(joined),
            "question": RunnablePassthrough(),
        }
        | ChatPromptTemplate.from_template("依据：{context}\n问题：{question}")
        | RunnableLambda(note)
        | FakeListChatModel(responses=["须提前3天报告。"])
        | StrOutputParser()
    )
    assert chain.invoke("县长出差要提前几天报告？") == "须提前3天报告。"
    assert "第七十七条" in seen[0]


def test_the_encoder_serves_a_langchain_vector_store(index: RegulationIndex) -> None:
    store = InMemoryVectorStore(EncoderEmbeddings(index.encoder))
    store.add_texts(["县长出差须提前3天报告", "生态环境保护制度"])
    assert store.similarity_search("出差几天前报告", k=1)[0].page_content == "县长出差须提前3天报告"
    assert EncoderEmbeddings(index.encoder).embed_documents([]) == []


class PlainRetriever(BaseRetriever):
    """Somebody else's retriever: article numbers and nothing more, one of them unknown."""

    numbers: list[int | str]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [Document("", metadata={"article": number}) for number in self.numbers]


def test_the_assistant_takes_any_retriever_of_articles(regulation: Regulation) -> None:
    foreign = PlainRetriever(numbers=[77, 999, "x", 77, 12])
    answer = Assistant(foreign, regulation).ask("县长出差要提前几天报告？")
    assert answer.ranked_articles == (77, 12)
    assert answer.citations[0].paragraph == 5
    assert "须提前3天" in answer.citations[0].quote


def test_a_retriever_that_finds_nothing_is_a_refusal(regulation: Regulation) -> None:
    answer = Assistant(PlainRetriever(numbers=[]), regulation).ask("县长出差要提前几天报告？")
    assert answer.refused
    assert answer.citations == ()


def test_words_alone_refuse_without_similarities(regulation: Regulation) -> None:
    assistant = Assistant(PlainRetriever(numbers=[22, 3]), regulation)
    assert assistant.ask("贵州茅台股价多少钱").refused
