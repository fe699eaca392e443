"""A strategy as a program: JSON lines over standard input and output, no dependencies.

In a world file:   strategy: {command: [python3, process.py], params: {step: 0.1}}
To run it:         shakeout run mine.yaml --allow-commands

Each month one line comes in, with all agents that this program decides for:

  {"protocol": 1, "world": "...", "seed": 1, "tick": 3, "ticks": 120, "date": "2025-04-01",
   "agents": [{"id": "mistral", "kind": "lab", "luck": 123, "params": {...}, "view": {...}}]}

and one line must go out:

  {"tick": 3, "moves": {"mistral": {"prices_usd": {"mistral/api": 2.0}, "train": true}}}

What a move leaves out stays as it is. luck is a whole number that belongs to agent, month and seed: seed a generator with it, and runs that
are compared share their luck. Print for yourself to standard error; standard output is the answer. A number that is no number comes as
null, infinity as 1e300.
"""
import json
import math
import random
import sys

memory = {}  # by agent: the program lives as long as the run


def decide(agent):
    view, params = agent["view"], agent["params"]
    luck = random.Random(agent["luck"])
    mine = memory.setdefault(agent["id"], {"months": 0})
    mine["months"] += 1
    step = params.get("step", 0.05)

    prices = {}
    for offer in view["offers"]:
        if offer["price_usd"] > 0 and offer["peer_price_usd"] > 0 and luck.random() < 0.5:  # looks at half of its prices a month
            equal = offer["peer_price_usd"] * math.exp(offer["quality_premium"])  # a buyer would be indifferent
            prices[offer["id"]] = max(1.1 * offer["unit_cost_usd"], (1 - step) * equal)

    move = {"prices_usd": prices}
    better = view["capability_oom"] > view["on_market_oom"] + 0.1
    if view["run_months_left"] < 0 and view["months_since_launch"] >= 8 and better:
        move["train"] = view["run_usd"] + view["launch_cost_usd"] < view["cash_usd"]
    if view["runway_months"] < 12 and not view["raising"]:
        move["raise_usd"] = 18 * view["burn_usd_per_month"]
        move["raise_why"] = "less than a year of cash"
    return move


for line in sys.stdin:
    question = json.loads(line)
    moves = {agent["id"]: decide(agent) for agent in question["agents"]}
    print(json.dumps({"tick": question["tick"], "moves": moves}), flush=True)
