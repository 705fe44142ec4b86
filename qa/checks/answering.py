"""Does it answer as it should: the text, the index, the encoder, citations, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from corpus.bank import BankQuestion, key_questions
from corpus.errors import ProofError
from corpus.model import Article, Clause, Paragraph, Regulation
from qa.selfcheck import Finding, Outcome, Subject, failed, passed

if TYPE_CHECKING:
    from indexing.index import RegulationIndex
    from qa.assistant import Assistant
    from qa.model import Answer

T = TypeVar("T")
_LOOKED_UP: Final = 200
"""Articles that are looked up by their number, at most."""
_ASKED: Final = 30
"""Questions of the bank that are asked, each about another article."""
_FOUND: Final = 0.9
"""Share of them whose answer has to cite the bank's article. 594 of 600 of the built-in bank do,
and no sample of 30 out of 5,000 fell below this."""
_ENCODED: Final = 8
_SAME: Final = 0.999
"""Cosine with the vector that the index holds. It is 1 on the machine that built the index."""
_NONSENSE: Final = (
    "红烧肉怎么做才不腻？",
    "今晚的足球比赛谁会赢？",
    "怎样给猫洗澡？",
    "哐当咕噜嘎吱？",
    "月球背面有几座火山？",
)


def text_is_whole(subject: Subject) -> Finding:
    """Look whether the text is read with every article in its place."""
    regulation = subject.regulation
    numbers = [article.number for article in regulation.articles]
    if numbers != list(range(1, len(numbers) + 1)):
        return failed("条号不连续。请检查原文文件里每一条的开头。")
    misplaced = [article.label for article in regulation.articles if not _in_place(article)]
    if misplaced:
        return failed(f"{misplaced[0]}的款、句与条文对不上。请重新安装程序。")
    characters = sum(len(article.text) for article in regulation.articles)
    chapters = sum(1 for chapter in regulation.chapters if chapter.number)
    told = f"{chapters} 章 " if chapters else ""
    return passed(
        f"《{regulation.title}》{told}{len(numbers)} 条，条号连续，共 {characters:,} 字。"
    )


def _in_place(article: Article) -> bool:
    parts: Iterable[Paragraph | Clause] = chain(article.paragraphs, article.clauses)
    return all(article.text[part.start : part.end] == part.text for part in parts)


def index_is_sound(subject: Subject) -> Finding:
    """Look whether the saved index belongs to the text, bank and model, all files unharmed."""
    from indexing.store import read_manifest

    index = subject.index
    manifest = read_manifest(subject.settings.index_dir)
    return passed(
        f"与原文、题库和模型相符，{len(manifest.files)} 个文件无损："
        f"{index.article_vectors.count} 条、{index.clause_vectors.count} 句、"
        f"{manifest.questions:,} 道题库问题，格式版本 {manifest.format_version}。"
    )


def encoder_agrees(subject: Subject) -> Finding:
    """Look whether the encoder puts known sentences where the index holds them."""
    from indexing.centring import centred
    from indexing.units import clause_texts

    index = subject.index
    texts = clause_texts(index.regulation)
    rows = spread(range(len(texts)), _ENCODED)
    encoded = index.encoder.encode_passages([texts[row] for row in rows])
    for row, vector in zip(rows, encoded, strict=True):
        scores = index.clause_vectors.scores(centred(vector[None, :], index.centre))
        if scores[row] < scores.max() - 1e-6:
            return failed("已知的句子在索引里找不到自己：模型与索引不合。请重建索引。")
    nearest = _agreement(index)
    if nearest < _SAME:
        return failed(
            f"已知问题的向量与索引里的不同（相似度 {nearest:.4f}，应为 {_SAME} 以上）。"
            "请运行 python -m indexing build 重建索引。"
        )
    return passed(
        f"{index.encoder.name}（{index.encoder.dimension} 维）给已知句子的向量与索引里的一致。"
    )


def _agreement(index: RegulationIndex) -> float:
    """Return the least cosine of known questions' vectors with those that the index holds."""
    from indexing.centring import centred
    from indexing.words import normalise

    keys = key_questions(index.bank)
    if index.question_vectors is None or not keys:
        return 1.0
    rows = spread(range(len(keys)), _ENCODED)
    encoded = index.encoder.encode_queries([normalise(keys[row].question) for row in rows])
    held = index.question_vectors.vectors[rows]
    return float((centred(encoded, index.centre) * held).sum(axis=1).min())


def articles_are_found(subject: Subject) -> Finding:
    """Look whether a question that names an article is answered with all of it."""
    assistant = subject.assistant
    articles = spread(subject.regulation.articles, _LOOKED_UP)
    lost = [article.label for article in articles if not _looked_up(assistant, article)]
    if lost:
        return failed(f"{len(articles)} 条里有 {len(lost)} 条按条号找不到，如{lost[0]}。")
    return passed(f"说出条号，{len(articles)} 条都找得到，引出的是全条原文。")


def _looked_up(assistant: Assistant, article: Article) -> bool:
    answer = assistant.ask(f"{article.label}是怎么规定的？")
    quoted = [(citation.article, citation.quote) for citation in answer.citations]
    return quoted == [(article.number, part.text) for part in article.paragraphs]


def answers_are_proved(subject: Subject) -> Finding:
    """Ask questions of the bank: exact quotes, proved sentences, the right article."""
    entries = spread(one_an_article(key_questions(subject.index.bank)), _ASKED)
    if not entries:
        return Finding(Outcome.SKIPPED, "这部规章没有题库，没有已知答案的问题可问。")
    found = 0
    for entry in entries:
        answer = subject.assistant.ask(entry.question, today=subject.today)
        fault = fault_of(answer, subject.regulation)
        if fault:
            return failed(f"问“{entry.question}”时，{fault}")
        found += entry.article in {citation.article for citation in answer.citations}
    told = f"问了题库里的 {len(entries)} 题，引文逐字无误，每句话都有引文为证"
    if found < _FOUND * len(entries):
        return failed(f"{told}，但只有 {found} 题引到题库所记的那一条。请核对题库，重建索引。")
    return passed(f"{told}，{found} 题引到题库所记的那一条。")


def fault_of(answer: Answer, regulation: Regulation) -> str:
    """Return what is wrong with an answer's citations or sentences, nothing where all is proved."""
    from qa.proof import prove
    from qa.proving.claims import unproved

    try:
        prove(answer.citations, regulation)
    except ProofError as error:
        return str(error)
    if answer.refused:
        return ""
    shown = (answer.calculation,) if answer.calculation else ()
    asked = f"{answer.question}\n{answer.understood}"
    faults = unproved(answer.text, answer.citations, regulation, shown, asked)
    return f"“{faults[0].sentence}”没有引文为证。" if faults else ""


def one_an_article(entries: Sequence[BankQuestion]) -> tuple[BankQuestion, ...]:
    """Return the first question about each article."""
    first: dict[int, BankQuestion] = {}
    for entry in entries:
        first.setdefault(entry.article, entry)
    return tuple(first.values())


def nonsense_is_refused(subject: Subject) -> Finding:
    """Ask what no regulation answers."""
    for question in _NONSENSE:
        if not subject.assistant.ask(question, today=subject.today).refused:
            return failed(f"“{question}”与规章无关，却作了答。")
    return passed(f"{len(_NONSENSE)} 个与规章无关的问题都没有作答，如“{_NONSENSE[0]}”")


def spread(items: Sequence[T], most: int) -> list[T]:
    """Return at most ``most`` of ``items``, evenly spaced."""
    count = min(most, len(items))
    return [items[place * len(items) // count] for place in range(count)]
