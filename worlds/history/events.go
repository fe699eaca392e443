package history

// EventType is one kind of thing that happens: a value of the column type in events.csv.
type EventType struct {
	Name         string
	Doc          string // what happened to the agent
	Counterparty string // who is on the other side; empty if no one
	Amount       string // what the amount is; empty if there is none
}

// EventTypes is the closed list of what can stand in the column type of events.csv.
var EventTypes = []EventType{
	{"change", "is changed by the world file; without an agent the world is", "", ""},
	{"launch", "puts a model on the market, as a service", "", ""},
	{"open-release", "puts a model on the market with open weights", "", ""},
	{"breakthrough", "a training run goes far beyond its plan", "", ""},
	{"run-failed", "a training run fails and is begun again", "", "what the run had cost"},
	{"regime", "technology changes its regime for all", "", ""},
	{"price-change", "changes the list price of an offer", "", ""},
	{"cut", "cuts its spending because money is short", "", "the cut, per year"},
	{"serving-short", "turns demand away for want of accelerators, for the first month of a spell", "", ""},
	{"scandal", "loses the trust of customers for a while", "", ""},
	{"trimmed", "is stopped from what it can't pay for or what can't be", "", "what it would have cost"},
	{"shortage", "deliveries of accelerators fall short for some months, or what was sold wants more hours than stand", "", ""},
	{"covenant", "breaks a covenant of its loans against accelerators", "the lenders", "what it owes them"},
	{"foreclosed", "lenders take accelerators for what they are owed", "the lenders", "what they were owed"},
	{"contracts-lost", "its contracts for compute end with it", "", "what they would still have cost"},
	{"strategy-failed", "a program that decides for it does not, or not in a way that can be read; the detail says why and who decides instead", "", ""},
	{"departure", "key people leave and take others with them", "where they go", ""},
	{"round", "raises equity at a valuation not below the last", "who leads", "equity received"},
	{"invested", "gets money of a cloud in a round, partly for compute that it will buy", "the cloud", "paid for shares"},
	{"down-round", "raises equity below its last valuation", "who leads", "equity received"},
	{"round-failed", "asks investors for money and gets none", "", "what it asked for"},
	{"bridge", "gets a convertible loan after a round has failed", "who lends", "amount lent"},
	{"mood", "the capital market changes its mood", "", ""},
	{"bid", "is auctioned and a bid is accepted, or a merger is agreed; the deal goes to the authority", "the highest bidder, or the peer", "price agreed"},
	{"deal-blocked", "its sale is stopped, by the merger authority or because the buyer can't pay any more", "the buyer", "price agreed"},
	{"acquired", "is bought", "the buyer", "price paid"},
	{"merged", "merges with a peer", "the peer", "price paid"},
	{"builds-own", "it puts its own models in the place of those it sold under licence", "who licensed them", ""},
	{"licensed-and-hired", "its models are licensed and its people hired, instead of a purchase", "who hires", "price paid"},
	{"niche", "leaves the general market and lives on in a niche", "", ""},
	{"estate-sold", "its business is bought out of the estate as it winds down, free of debts and contracts", "the buyer", "price paid, to creditors first"},
	{"wound-down", "winds down", "who bought its business", "cash that was left, with the price of its business"},
	{"left-models", "ends its business of models, while its other business goes on", "", "paid to the staff that leaves"},
	{"alarm", "something is outside the bounds that the world sets for a sane economy", "", ""},
	{"on-sale", "puts an offer on sale that the world file schedules", "", ""},
	{"converged", "what strategies think best has not changed for as long as the world asks, or the last tick has come: learning ends", "", ""},
	{"deviation", "is made to ask another price than it would, for one tick", "", ""},
	{"entry", "enters the market", "", "cash it enters with"},
}
