"""Dates of questions, working days, and the deadlines worked out from the regulation's own rules."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Regulation, load_regulation
from corpus.commands import MISUSED
from corpus.errors import CommandError
from corpus.model import Clause
from eval.dates import DateQuestion, Outcome, ask_all, error_lines, load_dates, score_lines
from qa.dates import Calculation, Direction, Unit, calculate, deadline, read_moments
from qa.dates.calendar import (
    holiday_name,
    holidays,
    is_make_up_day,
    is_working_day,
    published,
    working_days,
)
from qa.dates.command import run_deadline
from qa.facts.model import Fact
from qa.facts.times import read_times

WEDNESDAY = date(2026, 3, 4)
"""The day on which the questions below are asked."""

# The holidays of 2026 as announced: off, and weekends worked. Counted by hand from these below.
OFF = [
    "01-01",
    "01-02",
    "01-03",
    "02-15",
    "02-16",
    "02-17",
    "02-18",
    "02-19",
    "02-20",
    "02-21",
    "02-22",
    "02-23",
    "04-04",
    "04-05",
    "04-06",
    "05-01",
    "05-02",
    "05-03",
    "05-04",
    "05-05",
    "06-19",
    "06-20",
    "06-21",
    "09-25",
    "09-26",
    "09-27",
    "10-01",
    "10-02",
    "10-03",
    "10-04",
    "10-05",
    "10-06",
    "10-07",
]
WORKED = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]

# (question, its article, days of 2026 unless written out, whether in time where both are given)
WORKED_OUT: tuple[tuple[str, int, str, bool | None], ...] = (
    # 64 款2: 一般 14, 加急 7, 特急 5, 特急重要 3 working days; a leader signs within 1
    ("加急件周二报上去最晚哪天批完", 64, "03-12", None),
    ("昨天送的特急件，几号前得批下来？", 64, "03-10", None),
    ("今天上报一份普通公文，县里最迟啥时候能批完", 64, "03-24", None),
    ("15号报的一般件，哪天到期？", 64, "04-02", None),
    ("9月18日交的加急文件最晚哪天审批完", 64, "09-29", None),
    ("国庆前一天报的特急件到哪天为止", 64, "10-13", None),
    ("2月13日报的紧急文件几号批完", 64, "03-02", None),
    ("特急重要的件2026-09-24报的，最晚哪天审批完成？", 64, "09-30", None),
    ("特急重要件领导4月3号收到，最晚哪天签批", 64, "04-07", None),
    ("二〇二六年五月十一日呈报的特急事项，最迟何日完成审批？", 64, "05-18", None),
    ("2026/3/3 加急公文报出，截止日期是哪天", 64, "03-12", None),
    ("3.3报的加急件哪天到期", 64, "03-12", None),
    ("前天送上去的特急重要件，最晚哪天批完？", 64, "03-05", None),
    ("上周五报的急件，最晚哪天批下来", 64, "03-09", None),
    ("本周五报上去的一般文件，几号之前应该批完", 64, "03-26", None),
    ("春节前最后一个工作日报的加急件，最晚哪天批完", 64, "03-03", None),
    ("我单位2月28日（周六补班）报送加急公文，几号到期", 64, "03-10", None),
    ("一份普通文件2026年12月21日报的，最晚哪天批完", 64, "2027-01-08", None),
    ("今天报的加急件今天算不算，哪天到期？", 64, "03-13", None),
    ("3月5日报的加急件，3月20日才批，超期没有？", 64, "03-16", False),
    ("特急件3月5日报、3月11日批的，超没超期", 64, "03-12", True),
    ("一般公文6月1日报送，6月22日批完算逾期吗？", 64, "06-22", True),
    ("8月3日（周一）报的特急件，8月11日批的，过期了没", 64, "08-10", False),
    # 64 款1: 一般 14, 紧急 7 working days are to be left for the decision
    ("我们想让县里4月10日前批下来一个一般事项，最晚哪天报？", 64, "03-20", None),
    ("3月12日之前要批完的加急件，最晚哪天报上去？", 64, "03-03", None),
    ("紧急事项要在2026年10月15日批复，最晚什么时候报", 64, "09-30", None),
    ("月底前要批下来的一般事项，最晚哪天得报？", 64, "03-11", None),
    ("普通事儿赶着6月30号定下来，按规矩最晚几号送县政府", 64, "06-09", None),
    ("明天报紧急事项，3月16日要批，时间够吗", 64, "03-05", True),
    # 63 款3: 7 working days to reply
    ("征求意见的函3月9日发给外单位，人家最晚哪天得回？", 63, "03-18", None),
    ("别的局4月28日来的会签件，我们最迟几号回复", 63, "05-11", None),
    ("会签文件3月2日收到的，3月12日回复，晚了没有？", 63, "03-11", False),
    ("五月六号收到兄弟单位征求意见稿，哪天之前要反馈？", 63, "05-14", None),
    # 40 款2: 5 working days
    ("网友昨天在网站上问了个简单问题，我们最晚哪天回应？", 40, "03-10", None),
    ("有群众12月25号在政府网站留言咨询个简单事，最晚几号答复？", 40, "2027-01-01", None),
    ("网民3月3日咨询，3月10日回应的，超时了吗", 40, "03-10", True),
    # 57 款3: 7 working days after the meeting
    ("常务会3月5日开完，通过的文件最晚哪天印发？", 57, "03-16", None),
    ("全体会议7月9日散会，决定印发的文件最迟几号印出来", 57, "07-20", None),
    ("3月19日的常务会议通过的文件，4月1日还没印发，超期了吗？", 57, "03-30", False),
    ("下一次常务会通过的文件最晚几号印发", 57, "03-16", None),
    ("4月第二次常务会定下来要印的文件，最晚哪天印出来", 57, "04-27", None),
    # 77 款5: 3 natural days before
    ("县长3月15日要出差，最晚哪天报告", 77, "03-12", None),
    ("教育局局长下周三外出，最迟哪天打报告？", 77, "03-08", None),
    ("某镇镇长5月3号去省里办事，最晚几号报告", 77, "04-30", None),
    ("局长3月10日出门，3月8日才报告，晚没晚？", 77, "03-07", False),
    ("我是局一把手，3月20号要外出，3月16号报告来得及吗", 77, "03-17", True),
    ("县长1月2日要去外地休假，报告最晚哪天", 77, "2025-12-30", None),
    ("县长大后天出访，报告最晚哪天", 77, "03-04", None),
    ("乡长周五外出，今天报告还来得及吗？", 77, "03-03", False),
    # 57 款2: first and third Thursday; 56 款2: third Thursday
    ("下个月常务会开会日期", 57, "04-02 04-16", None),
    ("这个月党组会是几号", 56, "03-19", None),
    ("下一次常务会议是哪天", 57, "03-05", None),
    ("下次党组例会几号", 56, "03-19", None),
    ("2026年10月常务会议例会日期", 57, "10-01 10-15", None),
    ("今年8月党组会例会是哪天", 56, "08-20", None),
    ("明年一月的常务会是哪几天", 57, "2027-01-07 2027-01-21", None),
    ("9月第一次常务会是几号", 57, "09-03", None),
    ("12月最后一次常务例会哪天开？", 57, "12-17", None),
    ("4月和5月的党组会分别是哪天", 56, "04-16 05-21", None),
    ("2026年9月哪天党组会和常务会在同一天开", 56, "09-17", None),
    # everyday words of all kinds, written after the code and before it saw them
    ("局里打算3月6号把一份急件递上去，估摸哪天能批回来？", 64, "03-17", None),
    ("特急的事项，4月13日之前非批不可，那得几号报？", 64, "04-03", None),
    ("3月31日开的全体会，会后文件拖到哪天印就算违规？", 57, "04-10", None),
    ("咱局长4月20日去北京开会，4月17日报备行不行？", 77, "04-17", True),
    ("会签稿送过去是4月2号，对方4月14号才给反馈，晚了吗", 63, "04-14", True),
    ("一般事项14个工作日，3月16日报的，算下来是哪一天？", 64, "04-03", None),
    ("周一上报的特急件，到今天还没批，最晚哪天批完", 64, "03-09", True),
    ("加急公文，报送日期：2026年6月15日，请算审批截止日。", 64, "06-25", None),
    ("2026年11月的党组会安排在哪天", 56, "11-19", None),
    ("常务会议11月开会的日子是？", 57, "11-05 11-19", None),
    ("我想参加本月第二次常务会，得把哪天空出来？", 57, "03-19", None),
    ("6月份常务会和党组会会不会赶在同一天，是哪天", 56, "06-18", None),
    ("上一次常务会是几号开的", 57, "02-19", None),
    ("局长定于4月8日至10日外出培训，最晚哪天向县政府领导报告", 77, "04-05", None),
    ("县长从5月12号起休假一周，哪天之前要向市委报告", 77, "05-09", None),
    ("镇长临时决定明天外出，今天才报告，符合规定吗", 77, "03-02", False),
    ("住建局4月9日上报普通事项，盼着4月28日批，时间留够了吗", 64, "04-08", False),
    ("紧急事项5月15日要结果，5月6日报上去赶趟吗", 64, "05-07", True),
    ("网上有人4月30日问了简单的事儿，放完假5月9日回的，算不算超时", 40, "05-11", True),
    ("特急重要事项3月4日上午送领导，签批不能晚于哪天", 64, "03-05", None),
    ("特急重要公文3月6日报送，县政府最迟哪天审批完毕", 64, "03-11", None),
    ("3月6日报了份特急重要的，领导3月10日才签，超了没有", 64, "03-09", False),
    ("部门间征求意见，对方9月21日收到，几号前不回就算没意见", 63, "10-08", None),
    ("2026年9月28日报的平件，啥时候能出结果", 64, "10-22", None),
    ("2月11日呈批一份急件，到3月2日没批下来，是不是逾期了", 64, "02-27", False),
    ("国庆假期后第一个工作日报加急件，最晚几号批", 64, "10-16", None),
    ("12月17日常务会过的文，最晚哪天印发", 57, "12-28", None),
    ("今天报告，局长最早哪天能外出？", 77, "03-07", None),
    ("县长今天才去报告，最早几号能动身出差", 77, "03-07", None),
    ("一般事项4月30日报的 何时到期", 64, "05-22", None),
    ("加急件9月30日交，10月13日批复，超没超", 64, "10-15", True),
    ("常务会今年10月第一次例会是哪天", 57, "10-01", None),
    ("下下周一局长外出，最迟哪天报告", 77, "03-13", None),
    ("礼拜五送审的加急件，最晚几号出结果", 64, "03-17", None),
    ("一份普通请示三月九号送县府办，四月一号还没批，过时限没有", 64, "03-27", False),
    ("乡里 2026年5月8日 送了个加急的请示，县里拖到5月20日，合不合规？", 64, "05-18", False),
    ("党组会和常务会2026年12月各在哪天", 56, "12-03 12-17", None),
    ("4月15日县长要出国访问，提前报告最晚哪天", 77, "04-12", None),
    ("会议7月2日结束（常务会），文件7月14日印发，是否在规定时间内", 57, "07-13", False),
    ("特急件周四报的，下周三之前批得完吗，按规定期限是哪天", 64, "03-12", True),
    ("2026年8月28日收到发改局的征求意见函，截止回复日期？", 63, "09-08", None),
    ("请问9月10号送审的一般公文什么时候到期", 64, "09-30", None),
    ("网上简单咨询，国庆前一天提的，最晚回应日是哪天", 40, "10-13", None),
    ("想在5月底前把一个紧急事项批了，哪天报来得及", 64, "05-21", None),
    ("特急重要 3.30 报 几号批完", 64, "04-02", None),
    ("局长10月9日出差，国庆放假，最晚哪天报告", 77, "10-06", None),
    ("2026年5月第一次党组会是哪天", 56, "05-21", None),
    ("常务会8月的两次例会分别是几月几号", 57, "08-06 08-20", None),
    ("加急件1月30号报的，春节前能批完吗？最晚哪天", 64, "02-10", None),
    ("全体会议2026年6月30日召开，通过的文件须于何日前印发完毕", 57, "07-09", None),
    ("三月三号报的加急件，县里三月十三号批复，算不算超期", 64, "03-12", False),
    ("从2026年3月9日发函那天算，会签单位第7个工作日是哪天", 63, "03-18", None),
    ("主要负责人4月7日外出，4月5日报告违规吗", 77, "04-04", False),
    ("我局一般事项材料3月2日送到县府办，县领导哪天前得拿出审批结果", 64, "03-20", None),
    ("报审日2026-07-06，普通件，办结时限到哪天", 64, "07-24", None),
    ("今天下午开完的常务会，文件最迟哪天发下去", 57, "03-13", None),
    ("县长和副县长3月20日一起出差，县长最晚哪天报告", 77, "03-17", None),
    ("明年1月15日要批的一般事项最晚哪天报", 64, "2026-12-28", None),
    ("这月28号局长去外地，哪天之前打报告", 77, "03-25", None),
    ("上周三报的紧急件，今天批还算及时吗", 64, "03-05", True),
    ("4月1日至4月3日局长出差, 报告最晚几号", 77, "03-29", None),
    ("2026年5月6日收到下面报的一件日常事项，我们该在哪天前办完审批", 64, "05-25", None),
    ("特急又重要的文 7月17日 报 期限？", 64, "07-22", None),
    ("10.16发改委给我们发来会签稿，最迟回复日", 63, "10-27", None),
    ("希望11月9日能批，平时的普通事项该哪一天递材料", 64, "10-20", None),
    ("院长8月1日要出差到省城，什么时候之前要报告", 77, "07-29", None),
    ("群众8月7日在局网站咨询办证，8月17日回的，逾没逾期", 40, "08-14", False),
    ("今年一月的两次常务会本来该是哪两天", 57, "01-01 01-15", None),
    ("2月份党组会原定哪天", 56, "02-19", None),
    ("4月2日常务会定的文件，4月14日印，过期没", 57, "04-14", True),
    ("紧急事儿想12月8号前拿到批复，倒排下来哪天必须报到县政府", 64, "11-27", None),
    ("端午前，6月12日交的加急件，到期是几号", 64, "06-24", None),
    ("局长后天去开会要外出，现在报告晚了吗，应该哪天报", 77, "03-03", None),
    ("最近一次党组会是什么时候开", 56, "03-19", None),
    ("9月30日特急重要件送到领导手里，国庆后哪天必须签批", 64, "10-08", None),
    ("县长3.18出访，3.15报告，算按时吗", 77, "03-15", True),
    ("2026年3月9号县长办公室送来加急批件，哪天截止", 64, "03-18", None),
)
NOTHING_TO_WORK_OUT = (
    ("县长出差要提前几天报告", 77),
    ("副县长3月15日出差最晚哪天请假", 77),
    ("我们科长3月15日外出，最晚哪天报告", 77),
    ("党组会3月19日通过的文件最晚哪天印发", 57),
    ("加急件最晚哪天批完", 64),
    ("县领导去不了3月5日的常务会，最晚什么时候请假", 61),
    ("每月的常务会定在哪天", 57),
    ("2018年5月28日印发的那个通知现在还有效吗", 87),
    ("规则是从2022年6月17日起施行，对吗", 87),
    ("常务会3月5日开的，纪要最晚哪天由谁签发", 57),
    ("3月5日网民提了个复杂咨询，最晚哪天回应", 40),
    ("全体会议每半年开几次", 55),
    ("今天天气怎么样，适合哪天出门", 77),
    ("督查3月5日发现的问题最晚哪天整改完", 48),
    ("议事协调机构3月10日提出的申请，办公室最晚哪天审核完", 68),
    ("我们副局长9号外出，几号前报告", 77),
    ("2026年3月召开的专题会，文件最晚哪天印发", 57),
    ("县长办公会议3月份哪天开", 58),
    ("我局拟于12月1日召开全县系统会议，最晚哪天报批", 62),
    ("3月份县领导要下基层几天", 81),
    ("2026年要开几次全体会议", 55),
    ("今年年底前各领导小组办公室要报啥", 71),
    ("3月8日放假吗", 77),
    ("3月9日的常务会议题谁来定", 57),
    ("2026年3月常务会的文件谁起草", 57),
    ("5月20日发的文要废止，最晚哪天公布", 36),
    ("会议纪要3月10日前印发给谁", 57),
    ("明天开常务会，材料最晚啥时候送", 57),
    ("常务会推迟到3月12日，谁定的", 57),
    ("5月第三个星期四是哪天", 57),
    ("县长办公会3月10日定的文件几号前印发", 57),
    ("3月8日前后县里有啥活动", 57),
    ("2026年工作规则改了吗，什么时候施行", 87),
    ("4月2日常务会的列席名单最晚哪天定", 57),
    ("3月8日科员小王请假要找谁", 77),
    ("3月9日发现的公文错误，多久内更正", 64),
    ("上周五领导批的事要哪天反馈督查结果", 50),
    ("去年12月的文件还算数吗", 87),
    ("3月10日的重大决策听证会最晚哪天公告", 30),
    ("6月1日到任的副县长任期到哪天", 10),
    ("3月15日是哪周的周几", 57),
    ("2月党组会开了几次，谁参加", 56),
    ("局长月底前要修好一座桥，自己出去开会，这么做对吗", 51),
    ("明天就开常务会了，我们有件急事想塞进议题，还来得及吗", 57),
    ("县长下周一出差，周六周日算不算在三天里", 77),
    ("省里通知后天截止申报，我们拎着件来了，还缺什么", 64),
    ("新局长昨天到任，是不是就归到县政府组成里了", 10),
    ("今天刚定的事，什么时候列出督办事项", 49),
)

# Kinds of question that the first table lacks: (question, its article, today, days). The days were
# counted by a counter of its own on a calendar written by hand; by the rules above, and
# 71: 12-31 of the year before the one that is reported on; 63: another limit where one is set
ALSO_WORKED_OUT = (
    ("上次党组会是哪天开的？", 56, "2026-04-10", "2026-03-19"),
    ("下下次常务会是几号", 57, "2026-04-10", "2026-05-07"),
    ("今年还剩几次常务会，分别在哪天", 57, "2026-11-10", "2026-11-19 2026-12-03 2026-12-17"),
    ("2026年第三季度党组例会都在哪几天？", 56, "2026-03-04", "2026-07-16 2026-08-20 2026-09-17"),
    (
        "2026年下半年每个月第二次常务会分别是几号",
        57,
        "2026-03-04",
        "2026-07-16 2026-08-20 2026-09-17 2026-10-15 2026-11-19 2026-12-17",
    ),
    ("2026年5月7日开完常务会，再下一次例会是哪天？", 57, "2026-03-04", "2026-05-21"),
    ("2026年10月1日是常务会例会日吗？那个月应在哪天开", 57, "2026-03-04", "2026-10-01 2026-10-15"),
    ("2026年3月党组例会结束后的第二天局长出差，最晚哪天报告？", 77, "2026-03-04", "2026-03-17"),
    ("2026年6月第二次常务会通过的通知，最晚几号印出来", 57, "2026-03-04", "2026-06-30"),
    ("本月头一次常务会上定的文件，到哪天必须印发", 57, "2026-09-08", "2026-09-14"),
    ("上一次常务会通过的文件，印发期限到哪天", 57, "2026-08-10", "2026-08-17"),
    (
        "2026年5月8日、11日、12日各报了一份加急件，三份分别最晚哪天批完",
        64,
        "2026-03-04",
        "2026-05-18 2026-05-20 2026-05-21",
    ),
    (
        "2026年7月6日同时报了一般件和特急件，两份的审批期限分别是哪天",
        64,
        "2026-03-04",
        "2026-07-13 2026-07-24",
    ),
    ("加急件和特急件都是2026年8月3日报的，各到哪天到期", 64, "2026-03-04", "2026-08-10 2026-08-12"),
    (
        "县长6月9日、局长6月11日分别外出，两人的报告期限各是哪天？",
        77,
        "2026-05-20",
        "2026-06-06 2026-06-08",
    ),
    (
        "发改局2026年3月2日发来征求意见函，注明10个工作日内反馈，我们最晚哪天回",
        63,
        "2026-03-04",
        "2026-03-16",
    ),
    ("会签函上要求5个工作日内回复，4月13日收到的，截止到哪天", 63, "2026-04-14", "2026-04-20"),
    ("主办部门另定了时限：3日内回复。2026年6月8日发函，哪天到期", 63, "2026-03-04", "2026-06-11"),
    ("一般事项2026年9月1日交上去，县里到哪天还不批就算超了？", 64, "2026-03-04", "2026-09-20"),
    (
        "特急事项2026年7月1日上报，7月7日批下来的，算按期吗，期限日是哪天",
        64,
        "2026-03-04",
        "2026-07-08",
    ),
    ("前天交的加急件后天批出来来得及吗？期限到哪天", 64, "2026-06-10", "2026-06-17"),
    (
        "要在2026年8月14日拿到县政府对紧急事项的批复，倒推最迟哪天上报",
        64,
        "2026-03-04",
        "2026-08-05",
    ),
    ("一般事项，春节前最后一个工作日要批下来，最晚什么时候报", 64, "2026-01-20", "2026-01-27"),
    ("国庆节后上班第一天要结果的一般事项，哪天之前得报", 64, "2026-09-01", "2026-09-11"),
    ("12月28日报的一般件，最晚哪天批完？", 64, "2026-01-06", "2026-01-16"),
    ("乡长1月3日要外出，最晚几号报告", 77, "2025-12-25", "2025-12-31"),
    (
        "书面征求意见2026年1月30日发出，对方2月12日回的，逾期没有？期限是哪天",
        63,
        "2026-03-04",
        "2026-02-10",
    ),
    (
        "网友2026年6月17日晚上留言咨询个简单事儿，我们6月25日回，超没超？该哪天",
        40,
        "2026-03-04",
        "2026-06-25",
    ),
    (
        "议事协调机构办公室2026年的目标任务最迟要在哪天报给县政府办？",
        71,
        "2026-03-04",
        "2025-12-31",
    ),
    ("领导小组办公室今年最晚哪天报明年的目标和任务", 71, "2026-11-03", "2026-12-31"),
    ("2026年4月30日报的特急重要件，领导当天收到，签批最晚哪天", 64, "2026-03-04", "2026-05-06"),
    (
        "特急重要事项：2026年11月2日送领导签批，3日签的，4日签的算不算超？期限是哪天",
        64,
        "2026-03-04",
        "2026-11-03",
    ),
    ("全体会议于本周二召开，会议通过的文件要在哪一天前印出来", 57, "2026-07-16", "2026-07-23"),
    ("县长出访定在半个月后，也就是2026年12月8号，报告最迟哪日", 77, "2026-03-04", "2026-12-05"),
    ("两周后县长要去省城休假，最晚哪天报告", 77, "2026-05-06", "2026-05-17"),
    ("下个月10号局长出差，报告截止日？", 77, "2026-05-06", "2026-06-07"),
    ("今天是2026年4月27日，加急件明天报，哪天到期", 64, "2026-03-04", "2026-05-11"),
    (
        "2026年8月31日（周一）会签件发到我局，9月9日是不是最后期限？不是的话是哪天",
        63,
        "2026-03-04",
        "2026-09-09",
    ),
    (
        "某部门2026年4月1日收到另一部门会签文件，依规则回复期限截至（ ）。A.4月9日 B.4月10日 C.4月13日",
        63,
        "2026-03-04",
        "2026-04-13",
    ),
    ("从2026年2月24日起报的普通件，最后审批日是哪天", 64, "2026-03-04", "2026-03-13"),
    ("请问9月10号送审的一般公文什么时候到期", 64, "2026-03-04", "2026-09-30"),
    ("党组例会上个月是哪天开的", 56, "2026-04-10", "2026-03-19"),
    ("常务会下个月两次分别是几号", 57, "2026-04-10", "2026-05-07 2026-05-21"),
    ("离今天最近的下一个党组会日期", 56, "2026-05-25", "2026-06-18"),
    ("2027年元月的常务会例会日是哪几天", 57, "2026-03-04", "2027-01-07 2027-01-21"),
    ("2026年10月的第一次常务会逢国庆，例会日名义上是哪天", 57, "2026-03-04", "2026-10-01"),
    ("2026年9月党组会和常务会碰在同一天，是哪天", 56, "2026-03-04", "2026-09-17"),
    ("2026年11月有常务会没有党组会的例会日是哪天", 56, "2026-03-04", "2026-11-05"),
    (
        "县政府常务会2026年3月第二次例会通过决定印发的办法，最迟几号印发",
        57,
        "2026-03-04",
        "2026-03-30",
    ),
    ("全体会议2025年12月29日结束，决定印发的文件最后期限是哪天", 57, "2026-03-04", "2026-01-08"),
    (
        "常务会2026年9月17日通过文件，9月29日印发的，符合时限吗？期限是哪天",
        57,
        "2026-03-04",
        "2026-09-28",
    ),
    (
        "想赶在2026年12月第二次常务会那天批下来的紧急事项，最晚哪天上报",
        64,
        "2026-03-04",
        "2026-12-08",
    ),
    ("一般事项2026年10月9日上报，最快不说，最慢哪天批完", 64, "2026-03-04", "2026-10-28"),
    ("2026年2月12日报的特急重要件，过完年哪天必须审批完", 64, "2026-03-04", "2026-02-24"),
    (
        "同一天2026年6月16日，加急件和普通件一起报的，各自哪天到期",
        64,
        "2026-03-04",
        "2026-06-26 2026-07-07",
    ),
    ("加急公文2026年4月28日收文，五一放假要扣除，办结期限", 64, "2026-03-04", "2026-05-11"),
    ("我今天交了一般件，月底前能批完吗？最晚哪天", 64, "2026-06-03", "2026-06-24"),
    ("紧急事项要求2026年9月30日定，往前推7个工作日是几号？", 64, "2026-03-04", "2026-09-20"),
    ("县里要在2026年6月22日研究一般事项，我最迟哪天把材料交上去", 64, "2026-03-04", "2026-06-01"),
    ("会签文件2026年9月22日送来，中秋国庆都放假，哪天前要回复", 63, "2026-03-04", "2026-10-09"),
    ("昨天收到财政局的征求意见函，对方要求4个工作日内回，截止哪天", 63, "2026-07-07", "2026-07-10"),
    (
        "住建局4月20日发的征求意见稿，我们4月30日才反馈，算逾期吗？期限是几号",
        63,
        "2026-05-06",
        "2026-04-29",
    ),
    (
        "网上有人周六（2026年5月9日，补班）提了简单咨询，最晚哪天答复",
        40,
        "2026-03-04",
        "2026-05-15",
    ),
    ("群众前天在政府网站问了个简单问题，回应的截止日是", 40, "2026-09-22", "2026-09-28"),
    (
        "2026年4月3日、7日各有一条简单网上咨询，期限分别是哪天",
        40,
        "2026-03-04",
        "2026-04-13 2026-04-14",
    ),
    ("县长2026年10月1日到7日休假离开本县，报告最迟哪天", 77, "2026-03-04", "2026-09-28"),
    (
        "教育局主要负责人2026年3月2日外出，2月27日报告合规吗？最晚应哪天",
        77,
        "2026-03-04",
        "2026-02-27",
    ),
    ("乡党委书记下周五出差，最晚哪天报", 77, "2026-06-01", "2026-06-09"),
    ("局长今天报告，最早可以哪天外出", 77, "2026-06-01", "2026-06-04"),
    ("县长打算2026年5月1日出访，报告的最后时限落在哪天", 77, "2026-03-04", "2026-04-28"),
    ("特急件2026年9月30日下午4点报，哪天批完算按时", 64, "2026-03-04", "2026-10-13"),
    (
        "一份特急重要文件，领导2026年1月4日（周日补班）拿到，签批到哪天为止",
        64,
        "2026-03-04",
        "2026-01-05",
    ),
    ("本月15号报的加急件，这个月28号批的，超没超？应在哪天前", 64, "2026-04-29", "2026-04-24"),
    ("2026.5.6报一般事项，多少号之前该批完", 64, "2026-03-04", "2026-05-25"),
    ("8月份第一个周四的常务会定的事要印文，最迟几日", 57, "2026-07-20", "2026-08-17"),
)
# What is told of the day and of the deed asked for decides the direction. Working days from
# 8 June: 9-12 and 15 are 5, 16, 17 are 7 (3 are 9-11), 18, 22-26, 29 are 14 (the 19th is off);
# back from it: 5, 4-1 are 5, 29, 28 May are 7, 27-25, 22-19 are 14. Journeys: 8 June - 3 days.
DIRECTIONS = (
    ("一般事项2026年6月8日报上去，什么时候该有结果", 64, "06-29"),
    ("没标急的件，6月8号（2026年）递到县里，拖到啥时候也该办结了", 64, "06-29"),
    ("6月8日县府办收到乡里的请示，不是什么急事，最晚哪天批", 64, "06-29"),
    ("某部门2026年6月8日将加急公文报县政府，审批时限届满之日为____。", 64, "06-17"),
    ("报送时间6月8日，加急，审批完成的最后日期是", 64, "06-17"),
    ("加急，6月8日送审，限办日期帮查下", 64, "06-17"),
    ("特急件，周一（6月8日）报的，周五能批出来不？最晚哪天", 64, "06-15"),
    ("6月8日早晨交的，特急重要，整个批完最晚几号", 64, "06-11"),
    ("特急重要件，6月8日到副县长手里，几号必须签", 64, "06-09"),
    ("若2026年6月8日为县政府决定紧急事项之日，报请的最晚日期为？", 64, "05-28"),
    ("县政府6月8日批，我5月28日报紧急事项，晚不晚，最晚哪天", 64, "05-28"),
    ("有件平常事6月8日必须有批复，从后往前卡，卡到哪天", 64, "05-19"),
    ("我想6月8号（26年）拿到批文，事不急，最迟几号把请示递上去", 64, "05-19"),
    ("会签稿6月8日发出，乙局到6月18日仍没答复，回复期到哪一天结束", 63, "06-17"),
    ("要在6月8日收齐各部门对征求意见稿的回复，最晚哪天发函", 63, "05-28"),
    ("部门间会签，6月8日送出去的，到几号不回就视为没意见", 63, "06-17"),
    ("6月8日网站上来了条咨询，问题挺简单，咱们拖到几号回还行", 40, "06-15"),
    ("全体会议于6月8日召开，会议通过的文件要在哪一天之前印出来", 57, "06-17"),
    ("提前3天报告，局长6月8日走，就是哪天？", 77, "06-05"),
    ("县长休年假，假期从6月8日起，事前得跟市里打招呼，最晚哪天？", 77, "06-05"),
    ("县长本来定6月5号出差，改到8号了，最晚哪天报告", 77, "06-05"),
    ("县政府6月份常务会，第三个星期四那次是几号", 57, "06-18"),
    ("6月1日到6月10日之间有没有常务会例会，有的话哪天", 57, "06-04"),
    ("已知6月4日开过常务例会，当月还剩一次，在哪天", 57, "06-18"),
)
# A day occurs and no calculation follows: nobody's limit, another authority's, no such day.
NEVER_WORKED_OUT = (
    ("2月30日报的加急件最晚哪天批完", 64),
    ("2026年2月30日报的加急件3月20日才批，超期没有？最晚哪天", 64),
    ("县长2026年4月31日出差，最晚哪天报告", 77),
    ("副县长2026年5月6日出差，最晚哪天请假", 77),
    ("市里要求2026年6月10日前上报材料，还剩几天", 77),
    ("省政府要求我们3个工作日内反馈，2026年6月3日收到的，最晚哪天？", 63),
    ("2026年6月18日党组会的纪要最晚哪天印发", 56),
    ("县政府专题会2026年7月2日开的，会上定的文件哪天前印发", 59),
    ("2026年5月8日收到的群众来信最晚哪天办结", 48),
    ("人大代表建议2026年3月20日交办，最晚哪天答复", 44),
    ("2026年4月1日收到政府信息公开申请，最晚哪天答复", 40),
    ("行政复议2026年5月6日受理，几号前作出决定", 46),
    ("县长办公会议2026年8月哪天开", 58),
    ("2026年全体会议在哪天召开", 55),
    ("科员小李2026年9月15日请事假，最晚哪天报告", 77),
    ("2026年6月1日印发的规范性文件，最晚哪天备案", 27),
    ("2026年6月1日的文件解读材料最晚哪天发布", 40),
    ("2026年7月1日开始的督查，哪天出结果", 49),
    ("特别紧急的突发事件2026年5月1日发生，最晚哪天报告", 64),
    ("2026年3月10日发的文件有错字，找谁改", 87),
    ("复杂的咨询2026年6月8日提的，最晚哪天回应", 40),
    ("局长2026年6月20日要参加党组会，议题最晚哪天报", 56),
    ("2026年9月3日常务会的材料最晚哪天送达", 57),
    ("规则是2022年6月17日印发的，哪天开始执行的", 87),
    ("2026年10月8日上班吗，加急件谁来批", 64),
    ("局长出差回来后哪天销假，5月6日回来的", 77),
    ("县长参加2026年3月5日全国性重要会议，最晚哪天报告", 77),
    ("常务会2026年3月5日的会议方案审定后3月4日还能加议题吗，哪天截止", 57),
    ("2026年5月20日要召开全县性会议，哪天前报批", 62),
    ("上级通知2026年11月30日截止，我们28日报县政府，加急件要附什么", 64),
    ("2026年5月8日报的件被退回，5月12日又重新报，加急的材料缺了附件怎么补", 64),
    ("局长5月6日走、5月9日回，出差期间谁签字", 15),
    ("2026年4月31日的常务会通过的文件最晚哪天印发", 57),
    ("县长2026年6月31日出差最晚哪天报告", 77),
    ("国务院要求2026年9月15日前整改到位，最晚哪天报县政府", 51),
    ("3月5日的常务会延期了，最晚推到哪天", 57),
    ("2026年6月5日召开的县长办公会定的文件，最晚哪天印发", 58),
    ("12345热线2026年5月6日的投诉最晚哪天办结", 87),
    ("信访件2026年5月6日受理，哪天到期", 48),
    ("副县长和县长2026年5月6日一起出差，副县长最晚哪天请假", 77),
    ("局里2026年5月6日内部请示，局长最晚哪天批", 64),
    ("县委2026年5月6日批转的文件，最晚哪天贯彻", 87),
    ("我爸5月6日出差，最晚哪天买票", 77),
    ("5月6日报的东西，到底算不算数", 87),
    ("合同2026年5月6日到期，要不要报县政府审批", 64),
    ("2026年5月6日开会，会议通知要提前几天发", 77),
    ("规范性文件征求社会公众意见从2026年5月6日开始，哪天截止", 63),
    ("2026年5月6日公布的规范性文件哪天施行", 27),
    ("我们局2026年5月6日党组会的决定，最晚哪天印发", 56),
    ("市政府2026年5月6日来文征求意见，最晚哪天回复", 63),
    ("市政府6月3日批复的，我们几号贯彻", 64),
    ("县政府6月3日下发的文件，我们哪天要落实完", 64),
    ("副县长6月18日休假，应哪天向县长请假", 77),
    ("县长6月10日出差哪天回来", 77),
    ("函里写明6月30日前反馈，6月8日收到的征求意见函，最晚哪天回", 63),
    ("农历六月初八报的加急件哪天批完", 64),
    ("省厅要求5个工作日内回复征求意见函，6月8日收到的，哪天截止", 63),
)


@pytest.fixture(scope="module")
def facts() -> tuple[Fact, ...]:
    return read_times(load_regulation())


@pytest.fixture(scope="module")
def rules() -> Regulation:
    return load_regulation()


def found_for(rules: Regulation, article: int) -> list[tuple[int, Clause]]:
    """What retrieval gives: the clauses of the article meant, then those of others with times."""
    others = [number for number in (77, 56, 57, 64, 63, 40) if number != article]
    numbers = [article, *([56, 57] if article in {56, 57} else []), *others]
    return [(n, clause) for n in dict.fromkeys(numbers) for clause in rules.article(n).clauses]


def worked_out(
    question: str, rules: Regulation, facts: tuple[Fact, ...], article: int
) -> Calculation | None:
    return calculate(question, found_for(rules, article), facts, WEDNESDAY)


@pytest.mark.parametrize(("question", "article", "days", "in_time"), WORKED_OUT)
def test_a_date_is_worked_out(
    question: str,
    article: int,
    days: str,
    in_time: bool | None,
    rules: Regulation,
    facts: tuple[Fact, ...],
) -> None:
    found = worked_out(question, rules, facts, article)
    assert found is not None
    expected = [day if len(day) > 5 else f"2026-{day}" for day in days.split()]
    assert [day.isoformat() for day in found.dates] == expected
    assert (found.in_time, found.fact.article) == (in_time, article)
    assert found.certain == ("没有已公布的数据" not in found.text)
    assert found.certain or "2027" in f"{days}{question}" or "明年" in question


@pytest.mark.parametrize(("question", "article"), NOTHING_TO_WORK_OUT)
def test_nothing_is_worked_out_where_no_date_follows(
    question: str, article: int, rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    assert worked_out(question, rules, facts, article) is None


@pytest.mark.parametrize(("question", "article", "today", "days"), ALSO_WORKED_OUT)
def test_further_kinds_are_worked_out(
    question: str,
    article: int,
    today: str,
    days: str,
    rules: Regulation,
    facts: tuple[Fact, ...],
) -> None:
    found = calculate(question, found_for(rules, article), facts, date.fromisoformat(today))
    assert found is not None
    assert [day.isoformat() for day in found.dates] == days.split()
    assert found.fact.article == article


@pytest.mark.parametrize(("question", "article", "day"), DIRECTIONS)
def test_the_direction_follows_from_what_is_told_and_asked(
    question: str, article: int, day: str, rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    found = worked_out(question, rules, facts, article)
    assert found is not None
    assert [one.isoformat() for one in found.dates] == [f"2026-{day}"]


def test_a_second_period_begins_where_the_first_ends(
    rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    asked = "6月8日发的会签，对方在期限最后一天回复，次日按特急件报县政府，最晚哪天批完"
    clauses = [(number, clause) for number in (63, 64) for clause in rules.article(number).clauses]
    found = calculate(asked, clauses, facts, WEDNESDAY)
    assert found is not None
    # 9-12, 15-17 June are 7; reported on the 18th; 22-26 June are 5 (the 19th is off)
    assert found.dates == (date(2026, 6, 26),)
    assert "到6月17日" in found.text


@pytest.mark.parametrize(("question", "article"), NEVER_WORKED_OUT)
def test_no_date_is_given_where_none_follows(
    question: str, article: int, rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    found = worked_out(question, rules, facts, article)
    assert found is None or (found.dates == () and "无法推算" in found.text)


def test_a_day_that_no_calendar_has_is_named(rules: Regulation, facts: tuple[Fact, ...]) -> None:
    found = worked_out("2月30日报的加急件最晚哪天批完", rules, facts, 64)
    assert found is not None
    assert (found.dates, found.text) == ((), "没有2月30日这一天，无法推算。")


def test_another_limit_that_the_rule_gives_way_to_is_counted_and_said(
    rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    found = worked_out("会签单写明3个工作日内反馈，3月4日收到的，最晚哪天回", rules, facts, 63)
    assert found is not None
    assert found.dates == (date(2026, 3, 9),)  # 5, 6, 9 March
    assert "规则让位于另定的时限，按问题里的3个工作日" in found.text
    assert worked_out("急件要求3个工作日内批，3月4日报的，哪天批完", rules, facts, 64) is None


def test_days_of_several_things_are_told_one_by_one(
    rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    asked = "甲局3月4日上报一般事项，乙局3月5日上报加急事项，分别最晚哪天批完"
    found = worked_out(asked, rules, facts, 64)
    assert found is not None
    # 5, 6, 9-13, 16-20, 23, 24 March are 14 days, 6, 9-13, 16 March are 7
    assert found.dates == (date(2026, 3, 16), date(2026, 3, 24))
    assert "按一般事项14个工作日" in found.text
    assert "按加急事项7个工作日" in found.text


def test_the_score_tells_a_wrong_day_from_none() -> None:
    asked = DateQuestion("d", "哪天", (64,), ("2026-03-12",), None, "work")
    days: tuple[tuple[str, ...], ...] = (("2026-03-12",), ("2026-03-13",), ())
    answered = [ask_all([asked], lambda *_, given=given: given)[0] for given in days]
    assert [one.outcome for one in answered] == [Outcome.RIGHT, Outcome.WRONG, Outcome.NOTHING]
    assert "0.333" in score_lines(answered)[1]  # one right of three
    assert len(error_lines(answered)) == 2
    held = replace(answered[1], asked=replace(asked, half="held"))
    assert error_lines([held]) == []


def test_the_questions_of_a_named_file_are_read(tmp_path: Path) -> None:
    row = {"id": "x", "question": "哪天", "articles": [64], "computed": ["2026-03-12"]}
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps({**row, "today": "2026-03-04", "half": "work"}), "utf-8")
    assert load_dates(file) == (
        DateQuestion("x", "哪天", (64,), ("2026-03-12",), WEDNESDAY, "work"),
    )
    assert len({one.id[0] for one in load_dates()}) == 2  # both files of the repository


def test_the_count_is_told(rules: Regulation, facts: tuple[Fact, ...]) -> None:
    found = worked_out("五一前一天送的加急件几号到期", rules, facts, 64)
    assert found is not None
    assert found.text == (
        "按加急事项7个工作日：5月1日起数7个工作日（跳过周末、劳动节假期5月1日至5日；"
        "5月9日补班，计入），到5月13日（周三）。未写年份，按2026年。"
    )
    assert found.fact.condition == "加急事项"
    assert "。".join(found.steps) + "。" == found.text


def test_a_meeting_on_a_holiday_keeps_its_day_and_names_the_postponement(
    rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    found = worked_out("2026年10月第一次常务会是哪天", rules, facts, 57)
    assert found is not None
    assert found.dates == (date(2026, 10, 1),)
    assert (
        "10月1日逢国庆节放假，规则规定“遇有特殊情况需要顺延的，由县政府主要领导审定后" in found.text
    )


def test_a_term_and_a_number_of_meetings_are_told_without_a_date(
    rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    clauses = [(10, clause) for clause in rules.article(10).clauses]
    term = calculate("某届政府2026年开始任职，到哪一年届满？", clauses, facts, WEDNESDAY)
    times = worked_out("2026年3月至6月常务会总共开多少回？", rules, facts, 57)
    assert term is not None and times is not None
    assert (term.dates, times.dates) == ((), ())
    assert "2026＋5＝2031年" in term.text
    assert "4×2＝8次" in times.text


def test_a_weekday_that_does_not_agree_is_pointed_out(
    rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    found = worked_out("2026年3月3日（周三）报的加急件哪天到期", rules, facts, 64)
    assert found is not None
    assert found.dates == (date(2026, 3, 12),)
    assert "2026年3月3日是周二，不是周三，按日期算" in found.text


def test_a_matter_without_urgency_is_taken_as_ordinary_and_says_so(
    rules: Regulation, facts: tuple[Fact, ...]
) -> None:
    found = worked_out("3月4日报上去的公文，最晚哪天批完", rules, facts, 64)
    assert found is not None
    assert found.dates == (date(2026, 3, 24),)  # 5, 6, 9-13, 16-20, 23, 24 March
    assert "没有说明缓急，按一般事项14个工作日" in found.text


READ = (
    ("2026年3月3日（周二）", "2026-03-03"),
    ("3月3日", "2026-03-03"),
    ("９月１５日", "2026-09-15"),
    ("15号", "2026-03-15"),
    ("周二", "2026-03-03"),
    ("上周二", "2026-02-24"),
    ("下周三", "2026-03-11"),
    ("本周五", "2026-03-06"),
    ("下个星期四", "2026-03-12"),
    ("昨天", "2026-03-03"),
    ("大后天", "2026-03-07"),
    ("三周前", "2026-02-11"),
    ("月底", "2026-03-31"),
    ("2028年2月底", "2028-02-29"),
    ("下个月5号", "2026-04-05"),
    ("年底", "2026-12-31"),
    ("五一前一天", "2026-04-30"),
    ("国庆", "2026-10-01"),
    ("国庆假期后第一个工作日", "2026-10-08"),
    ("春节前最后一个工作日", "2026-02-14"),
    ("二〇二六年三月三日", "2026-03-03"),
    ("八月二十号", "2026-08-20"),
    ("2026-03-03", "2026-03-03"),
    ("2026/3/3", "2026-03-03"),
    ("3.3", "2026-03-03"),
    ("明年一月八日", "2027-01-08"),
)


@pytest.mark.parametrize(("text", "day"), READ)
def test_a_day_is_read(text: str, day: str) -> None:
    moments = read_moments(f"我{text}报的", WEDNESDAY)
    assert [(m.first.isoformat(), m.last.isoformat()) for m in moments] == [(day, day)]
    assert text in f"我{text}报的"[moments[0].start : moments[0].end]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027年1月", "2027-01-01", "2027-01-31"),
        ("明年一月", "2027-01-01", "2027-01-31"),
        ("2026年3月至6月", "2026-03-01", "2026-06-30"),
        ("下个月", "2026-04-01", "2026-04-30"),
        ("2026年", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_month_or_a_year_is_read(text: str, first: str, last: str) -> None:
    (moment,) = read_moments(f"{text}的会", WEDNESDAY)
    assert (moment.first.isoformat(), moment.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "第15号文件", "7日内", "乾政发〔2018〕19号", "每周五", "第3个星期四", "3.5万元", "一周一次",
        "2月30日", "2026年13月1日", "提前3天", "第三天", "赶上国庆", "国庆前", "13号会议室", "",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert read_moments(text, WEDNESDAY) == ()


def test_what_was_left_out_is_supplied_from_the_question_or_from_today() -> None:
    first, second = read_moments("2025年12月28日报，1月5日批", WEDNESDAY)
    assert (first.first, second.first) == (date(2025, 12, 28), date(2026, 1, 5))
    assert second.assumed == ""
    (alone,) = read_moments("1月5日批", WEDNESDAY)
    assert alone.assumed == "未写年份，按2026年"
    (after, _) = read_moments("8月5日发出（2025年）", WEDNESDAY)
    assert after.first == date(2025, 8, 5)
    _, tomorrow = read_moments("今天是2026年4月3日，明天报", WEDNESDAY)
    assert tomorrow.first == date(2026, 4, 4)


def test_the_calendar_is_the_announced_one() -> None:
    days = [date(2026, 1, 1) + timedelta(days=count) for count in range(365)]
    expected = {
        day
        for day in days
        if f"{day:%m-%d}" in WORKED or (day.weekday() < 5 and f"{day:%m-%d}" not in OFF)
    }
    assert {day for day in days if is_working_day(day)} == expected
    assert len(expected) == 248  # 261 weekdays - 19 of them off + 6 worked weekend days
    assert {f"{day:%m-%d}" for day in days if is_make_up_day(day)} == set(WORKED)
    assert {f"{day:%m-%d}" for day in days if holiday_name(day)} == set(OFF)
    assert holidays("国庆", 2026)[-1] == date(2026, 10, 7)


def test_a_year_without_announcement_counts_plain_weekdays() -> None:
    assert not published(2999)
    saturday = date(2999, 10, 5)
    assert saturday.weekday() == 5
    assert not is_working_day(saturday)
    assert is_working_day(date(2999, 10, 4))
    assert not deadline(saturday, 1).certain
    assert "2999年的节假日安排没有已公布的数据" in deadline(saturday, 1).text


DAYS = st.dates(date(2005, 1, 1), date(2045, 12, 31))
AMOUNTS = st.integers(1, 120)


@settings(deadline=None)  # the first call reads the calendar
@given(DAYS, AMOUNTS)
def test_counting_forward_and_back_returns_to_a_working_day(start: date, amount: int) -> None:
    forward = deadline(start, amount)
    back = deadline(forward.end, amount, Unit.WORKING_DAY, Direction.BEFORE)
    assert is_working_day(forward.end)
    assert back.end <= start
    if is_working_day(start):
        assert back.end == start


@settings(deadline=None)  # the first call reads the calendar
@given(DAYS, AMOUNTS)
def test_one_more_working_day_ends_later(start: date, amount: int) -> None:
    days = working_days(start, amount + 1)
    assert list(days) == sorted(set(days))
    assert days[0] > start
    assert deadline(start, amount).end == days[-2]
    between = (days[-1] - start).days
    every = [start + timedelta(days=count) for count in range(1, between + 1)]
    assert sum(map(is_working_day, every)) == amount + 1


@settings(deadline=None)  # the first call reads the calendar
@given(DAYS, AMOUNTS)
def test_natural_days_are_plain_arithmetic(start: date, amount: int) -> None:
    before = deadline(start, amount, Unit.DAY, Direction.BEFORE)
    assert before.end == start - timedelta(days=amount)
    assert before.certain


def test_months_end_on_the_same_number_or_the_last_day() -> None:
    assert deadline(date(2026, 1, 31), 1, Unit.MONTH).end == date(2026, 2, 28)
    assert deadline(date(2026, 5, 3), 2, Unit.MONTH, Direction.BEFORE).end == date(2026, 3, 3)
    assert deadline(date(2028, 2, 29), 5, Unit.YEAR).end == date(2033, 2, 28)


@pytest.mark.parametrize("amount", [0, -1, 1001])
def test_amounts_are_bounded(amount: int) -> None:
    with pytest.raises(ValueError, match="1 to 1000"):
        deadline(WEDNESDAY, amount)


@pytest.mark.parametrize(
    ("arguments", "day", "said"),
    [
        (["--from", "2026-03-03", "--days", "7"], "2026-03-12", "到3月12日（周四）"),
        (
            ["--from", "3月15日", "--days", "3", "--unit", "天", "--before"],
            "2026-03-12",
            "往前数3个自然日",
        ),
        (["--from", "2026-04-24", "--days", "14", "--before"], "2026-04-03", "清明假期4月4日至6日"),
        (["--from", "昨天", "--days", "7"], "2026-03-12", "3月4日起数7个工作日（跳过周末）"),
        (["--from", "2027-02-01", "--days", "1"], "2027-02-02", "没有已公布的数据"),
    ],
)
def test_the_command_counts(
    arguments: list[str], day: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_deadline([*arguments, "--today", "2026-03-04"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == day
    assert said in second


@pytest.mark.parametrize("start", ["2026-02-30", "明日黄花", "", "3月", "9999-12-31x"])
def test_the_command_names_a_date_it_cannot_read(start: str) -> None:
    with pytest.raises(CommandError, match="读不懂日期"):
        run_deadline(["--from", start, "--days", "7"])


@pytest.mark.parametrize("days", ["0", "1001", "七", "-1", "9" * 40])
def test_the_command_bounds_its_amount(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run_deadline(["--from", "2026-03-03", f"--days={days}"])
    assert left.value.code == MISUSED
    assert "应为 1 至 1000 的整数" in capsys.readouterr().err
