"""A strategy that asks a language model, through a command of yours that reads a prompt and writes an answer.

In a world file:

  strategy:
    name: fast-follower                       # decides in months in which nothing usable comes back
    command: [python3, ask_model.py, llm, -m, some-model]
    timeout_s: 120

Everything after ask_model.py is the command; it gets the prompt on standard input. What the model said is kept in transcript.csv of the run
directory, so `shakeout verify` and anyone who reads the run need no model. The run is as repeatable as its transcript; asking again may
give another answer.

To try it without a model, any command will do that prints JSON:   command: [python3, ask_model.py, echo, '{"price_factor": 0.9}']
"""
import json
import re
import subprocess
import sys

PROMPT = """You run {id}, a company that sells AI models. It is {date}.
Cash {cash:.0f} m USD, burn {burn:.0f} m a month, runway {runway}. Revenue {revenue:.0f} m USD a year.
Your best model is {gap:.2f} orders of magnitude of effective compute behind the frontier; what you could train now is {better:+.2f} better.
Your flagship costs {price:.2f} USD per million tokens; serving costs you {cost:.2f}; rivals of your kind charge {peer:.2f}.
Answer with one line of JSON and nothing else:
{{"price_factor": 0.5 to 2, "research_factor": 0.9 to 1.2, "train": true or false, "raise_months": 0 to 30, "why": "one short sentence"}}
"""


def ask(prompt):
    out = subprocess.run(sys.argv[1:], input=prompt, capture_output=True, text=True, check=True).stdout
    return json.loads(re.search(r"\{.*\}", out, re.DOTALL).group(0))


def number(answer, key, low, high, otherwise):
    value = answer.get(key, otherwise)
    return min(high, max(low, value)) if isinstance(value, (int, float)) and value == value else otherwise


def decide(agent, date):
    view = agent["view"]
    flagship = next((o for o in view["offers"] if o["channel"] == "api" and o["line"] == "flagship"), None)
    if flagship is None:
        return {}
    answer = ask(PROMPT.format(
        id=agent["id"], date=date, cash=view["cash_usd"] / 1e6, burn=view["burn_usd_per_month"] / 1e6,
        runway="endless" if view["runway_months"] > 1e6 else "%.0f months" % view["runway_months"],
        revenue=view["revenue_usd_per_year"] / 1e6, gap=view["market"]["frontier_oom"] - view["on_market_oom"],
        better=view["capability_oom"] - view["on_market_oom"], price=flagship["price_usd"], cost=flagship["unit_cost_usd"], peer=flagship["peer_price_usd"],
    ))
    factor = number(answer, "price_factor", 0.5, 2, 1)
    move = {
        "prices_usd": {o["id"]: max(o["unit_cost_usd"], factor * o["price_usd"]) for o in view["offers"]
                       if o["price_usd"] > 0 and o["channel"] in ("api", "marketplace", "licence")},
        "research_usd_per_year": view["research_usd_per_year"] * number(answer, "research_factor", 0.9, 1.2, 1),
        "train": answer.get("train") is True and view["run_months_left"] < 0 and view["run_usd"] < view["cash_usd"],
    }
    months = number(answer, "raise_months", 0, 30, 0)
    if months > 0 and view["burn_usd_per_month"] > 0 and not view["raising"]:
        move["raise_usd"] = months * view["burn_usd_per_month"]
        move["raise_why"] = str(answer.get("why", "the model says so"))[:100]
    return move


for line in sys.stdin:
    question = json.loads(line)
    moves = {}
    for agent in question["agents"]:
        try:
            moves[agent["id"]] = decide(agent, question["date"][:7])
        except Exception as problem:  # the named strategy decides instead, and events.csv says why
            moves[agent["id"]] = {"failed": str(problem)[:100]}
    print(json.dumps({"tick": question["tick"], "moves": moves}), flush=True)
