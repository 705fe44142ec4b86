"""How offices and bodies are called in regulations."""

from __future__ import annotations

import re
from typing import Final

_HEADS: Final = (
    "人民代表大会及其常务委员会|人民代表大会常务委员会|人民代表大会|常务委员会|人大常委会|"
    "全体会议|党组会议|常务会议|办公会议|专题会议|党组书记|副书记|书记|党组成员|党组|副主任|主任|主持人|召集人|负责人|领导同志|领导|成员|"
    "工作人员|人员|个人|党中央|国务院|[省市县区乡镇州]委|人民政府|[省市县区]政府|政府|政协|"
    "人大代表|政协委员|老干部|"
    "副?[省市县区乡镇州]长|部门|机关|机构|办公室|办事处|委员会|单位|中心|法院|检察院|各地|"
    "审计局|[党局办][组务公]会|企业|组织|家属|当事人|部长|局长"
)
"""The nouns that end the name of an office, a body or a group of persons."""
_MODIFIERS: Final = (
    "本|各级|各|其他|其它|所有|有关|相关|分管|主要|牵头|主办|协办|组成|工作|起草|制发|制定|联合|发文|"
    "上级|下级|同级|地方|县级|市级|省级|行政|司法行政|法制|市审计|审计|主管|议事协调|议题汇报|会议|重点|法律顾问|"
    "县|市|省|国家|直属|综合|组稿|副|的|或者|以上|负责"
)
HEAD: Final = f"(?:{_HEADS})"
CHAIN: Final = re.compile(
    rf"(?:(?:{_MODIFIERS})*{HEAD})(?:(?:、|和|或|及|以及)?(?:(?:{_MODIFIERS})*{HEAD}))*"
)
"""县政府办公室分管副主任; 县政府各部门; 县委、县政府: names of offices in a row."""
WHO: Final = rf"[^，。；：由]*?{HEAD}"
"""Any words that end with an office: 主持会议或委托召开会议的县政府领导."""
