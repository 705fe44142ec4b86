"""``python -m indexing build | info | export-model``: the index, and the model as a folder."""

from __future__ import annotations

import json
import shlex
import sys
import time
from dataclasses import asdict
from pathlib import Path

from corpus.commands import Parser, run
from corpus.settings import Settings, read_settings


def main(arguments: list[str]) -> int:
    """Build the index anew, check the one that is there, or export the bundled model."""
    parser = Parser("python -m indexing", "建立或查看检索索引，导出内置模型")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="build | info | export-model"
    )
    commands.add_parser("build", prog="python -m indexing build", description="重新建立索引")
    info = commands.add_parser(
        "info",
        prog="python -m indexing info",
        description="检查索引是否完好、属于哪部规章和哪个模型",
    )
    info.add_argument("--json", action="store_true", help="输出清单的 JSON")
    export = commands.add_parser(
        "export-model",
        prog="python -m indexing export-model",
        description="把内置模型写成 sentence-transformers 模型文件夹（480 MB），供 QA_ENCODER 使用",
    )
    export.add_argument("folder", metavar="DIR", help="新的或空的文件夹")
    chosen = parser.parse_args(arguments)
    if chosen.command == "export-model":
        return _export(Path(chosen.folder).expanduser())
    settings = read_settings()
    if chosen.command == "build":
        return _build(settings)
    return _info(settings, as_json=chosen.json)


def _build(settings: Settings) -> int:
    from indexing.library import rebuild_index
    from indexing.progress import ProgressBar

    started = time.perf_counter()
    with ProgressBar("建立索引") as bar:
        index = rebuild_index(settings, bar.update)
    seconds = time.perf_counter() - started
    print(
        f"已为《{index.regulation.title}》建立索引："
        f"{index.article_vectors.count} 条、{index.clause_vectors.count} 句、"
        f"{len(index.bank)} 道题库问题、{len(index.words.terms)} 个领域词，"
        f"用时 {seconds:.1f} 秒。\n位置：{settings.index_dir}"
    )
    return 0


def _export(folder: Path) -> int:
    from indexing.export import export_model

    size = export_model(folder, lambda line: print(line, file=sys.stderr))
    place = folder.resolve()
    print(
        f"已把内置模型导出为 sentence-transformers 模型：{place}（{size / 1e6:.0f} MB）。"
        f"使用时设置 QA_ENCODER={shlex.quote(str(place))}，并先运行 python -m indexing build。"
    )
    return 0


def _info(settings: Settings, *, as_json: bool) -> int:
    from indexing.library import gather, load_saved
    from indexing.store import read_manifest

    manifest = read_manifest(settings.index_dir)
    load_saved(settings, gather(settings))
    if as_json:
        print(json.dumps(asdict(manifest), ensure_ascii=False, indent=2))
        return 0
    print(
        f"索引完好：{settings.index_dir}\n"
        f"规章：《{manifest.regulation}》（{manifest.articles} 条、{manifest.clauses} 句）\n"
        f"模型：{manifest.encoder}（{manifest.dimension} 维）\n"
        f"题库：{manifest.questions} 题；领域词：{manifest.terms} 个；"
        f"格式版本：{manifest.format_version}；"
        f"文字校验：{manifest.corpus_hash[:12]}"
    )
    return 0


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
