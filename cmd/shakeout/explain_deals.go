package main

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"shakeout/worlds/history"
)

// deals tell what is decided in the market for corporate control, by the beginning of the decision.
// An empty text tells nothing: that somebody had no interest is no part of a life.
var deals = []struct {
	decision string
	tell     func(t *telling, d *history.DecisionRow, in *inputs, n *note) string
}{
	{"bid for ", (*telling).bade},
	{"sale", (*telling).sold},
	{"form of the deal", (*telling).formChosen},
	{"review", (*telling).reviewed},
	{"distress", (*telling).inDistress},
	{"niche", (*telling).retreated},
	{"licence and hire from ", (*telling).hired},
	{"merger with ", (*telling).mergerTalked},
	{"liquidation", (*telling).liquidated},
	{"court sale", func(*telling, *history.DecisionRow, *inputs, *note) string { return "" }}, // told with what the court decides
	{"estate", (*telling).soldOutOfEstate},
}

// deal tells a decision on a deal; told is false where it is none.
func (t *telling) deal(d *history.DecisionRow, in *inputs, n *note) (text string, told bool) {
	for _, x := range deals {
		if d.Decision == strings.TrimSpace(x.decision) || strings.HasSuffix(x.decision, " ") && strings.HasPrefix(d.Decision, x.decision) {
			return x.tell(t, d, in, n), true
		}
	}
	return "", false
}

// saleOf is the auction of an agent in a month, of the whole of it or of its business out of the estate, the last of which decides; nil if there was none.
func (t *telling) saleOf(agent string, tick int64, estate bool) (sale *history.DecisionRow) {
	what := "sale"
	if estate {
		what = "court sale"
	}
	for i := range t.record.run.Decisions {
		if d := &t.record.run.Decisions[i]; d.Tick == tick && d.Agent == agent && d.Decision == what {
			sale = d
		}
	}
	return sale
}

// stoppedInCourt says whether the authority did not let a bidder buy the business of an agent out of the estate.
func (t *telling) stoppedInCourt(agent, bidder string, tick int64) bool {
	for i := range t.record.run.Decisions {
		d := &t.record.run.Decisions[i]
		if d.Tick != tick || d.Agent != agent || d.Decision != "estate" || d.Result != bidder {
			continue
		}
		if blocked, _ := newInputs(d.Inputs).value("blocked"); blocked == "true" {
			return true
		}
	}
	return false
}

// bade tells a bid: what it saw in the target, and what came of it.
func (t *telling) bade(d *history.DecisionRow, in *inputs, _ *note) string {
	target, estate := strings.CutPrefix(strings.TrimPrefix(d.Decision, "bid for "), "the estate of ")
	offer := resultNumber(d.Result)
	if !(offer > 0) {
		if !t.all {
			return ""
		}
		return fmt.Sprintf("Was asked for a bid for %s and made none.", t.name(target))
	}
	what := t.name(target)
	if estate {
		what = "the business of " + what + ", free of its debts and contracts"
	}
	text := fmt.Sprintf("Bid up to %s for %s", money(offer), what)
	if sale := t.saleOf(target, d.Tick, estate); sale != nil {
		seen := newInputs(sale.Inputs)
		switch winner := sale.Result; {
		case estate && t.stoppedInCourt(target, d.Agent, d.Tick):
			text += "; the merger authority did not let it buy"
		case t.licensedInstead(target, d.Tick):
			text += "; its owners preferred a licence-and-hire deal"
		case winner == d.Agent:
			text += fmt.Sprintf(", more than anybody else: the price is %s", money(seen.number("price_usd_m")))
		case t.names[winner] != "":
			text += fmt.Sprintf(" and was outbid by %s, which is to pay %s", t.name(winner), money(seen.number("price_usd_m")))
		case estate:
			text += fmt.Sprintf("; its models in pieces were to bring %s", money(seen.number("reserve_usd_m")))
		default:
			text += fmt.Sprintf("; its owners wanted %s", money(seen.number("reserve_usd_m")))
		}
	}
	var worth []string
	for _, part := range []struct{ input, what string }{{"customers_usd_m", "its customers"}, {"research_usd_m", "its lead in research"}, {"people_usd_m", "its people"}, {"net_cash_usd_m", "its net cash"}} {
		if x := in.number(part.input); x != 0 && !math.IsNaN(x) {
			worth = append(worth, part.what+" "+money(x))
		}
	}
	if len(worth) > 0 {
		text += fmt.Sprintf(". Worth to it: %s, less %s of integration and the cost of the deal; with its own guess %s in all", enumerate(worth), money(in.number("integration_usd_m")+in.number("deal_usd_m")), money(in.number("value_usd_m")))
	}
	if limit := in.number("limit_usd_m"); limit < in.number("value_usd_m") {
		text += fmt.Sprintf(", of which it could pay %s", money(limit))
	}
	return text + "."
}

// soldOutOfEstate tells what a court did with the business of a firm that closed.
func (t *telling) soldOutOfEstate(d *history.DecisionRow, in *inputs, _ *note) string {
	price := money(in.number("price_usd_m"))
	if blocked, _ := in.value("blocked"); blocked == "true" {
		return fmt.Sprintf("%s offered %s for its business out of the estate; the authority did not let it.", t.name(d.Result), price)
	}
	return fmt.Sprintf("A court sold its business to %s for %s, free of %s of debts and of %s that it was to pay for compute; creditors come before owners.", t.name(d.Result), price, money(in.number("owed_usd_m")), money(in.number("commitments_usd_m")))
}

// sold tells an auction with the reserve of the owners, which stands in a row of its own.
func (t *telling) sold(d *history.DecisionRow, in *inputs, n *note) string {
	why := "Its owners listened to bids, though no distress forced them"
	if step, _ := in.value("step"); step != "carry-on" {
		why = "In distress it looked for a buyer"
		if strings.HasPrefix(step, "end") || strings.HasPrefix(step, "wind") {
			why = "With its cash nearly gone it looked for a buyer a last time"
		}
	}
	mark := ""
	if t.reserve >= 0 {
		if r := &t.record.run.Decisions[t.reserve]; r.Tick == d.Tick {
			n.Rows = append([]string{t.place(t.reserve)}, n.Rows...)
			n.Rule = r.Rule + ", " + n.Rule
			seen := newInputs(r.Inputs)
			mark = fmt.Sprintf(" (investors would have said %s; the last valuation was %s", money(seen.number("worth_usd_m")), money(seen.number("last_post_usd_m")))
			if r.Rule == "owners, carry-on" {
				mark += ", and the owners ask a premium of " + percent(seen.number("premium"))
			}
			mark += ")"
			n.Inputs = append(n.Inputs, seen.list...)
		}
	}
	asked := fmt.Sprintf("%s: of %s asked,", why, count(int(in.number("bids")), "firm"))
	if t.names[d.Result] == "" {
		return fmt.Sprintf("%s nobody bid their reserve of %s%s.", asked, money(in.number("reserve_usd_m")), mark)
	}
	if t.licensedInstead(d.Agent, d.Tick) {
		return fmt.Sprintf("%s %s bid most, and would have paid %s; their reserve was %s%s.", asked, t.name(d.Result), money(in.number("price_usd_m")), money(in.number("reserve_usd_m")), mark)
	}
	setBy := ""
	for i := range t.record.run.Events {
		e := &t.record.run.Events[i]
		if e.Tick == d.Tick && e.Type == "bid" && e.Agent == d.Agent {
			setBy = ", " + strings.TrimPrefix(strings.SplitN(t.named(e.Detail), ";", 2)[0], "price ")
		}
	}
	return fmt.Sprintf("%s %s bid most, up to %s. The price is %s%s; their reserve was %s%s.", asked, t.name(d.Result), money(in.number("offer_usd_m")),
		money(in.number("price_usd_m")), setBy, money(in.number("reserve_usd_m")), mark)
}

// licensedInstead tells whether the owners of an agent that was up for sale took a licence-and-hire deal.
func (t *telling) licensedInstead(agent string, tick int64) bool {
	for i := range t.record.run.Decisions {
		if d := &t.record.run.Decisions[i]; d.Tick == tick && d.Agent == agent && d.Decision == "form of the deal" {
			return true
		}
	}
	return false
}

// formChosen tells why the owners license the models and let the people go instead of selling the firm.
func (t *telling) formChosen(d *history.DecisionRow, in *inputs, _ *note) string {
	text := fmt.Sprintf("Its owners took %s, which leaves them %s", t.named(d.Result), money(in.number("licence_owners_usd_m")))
	if sale := in.number("sale_expected_usd_m"); sale > 0 {
		return fmt.Sprintf("%s; a sale was worth %s to them, with the chance that the authority lets it pass.", text, money(sale))
	}
	return text + "; nobody would buy the firm at their reserve."
}

// peers are the two values in the detail of a merger.
var peers = regexp.MustCompile(`^merger of peers for shares at the ratio of ([0-9.e+]+) to ([0-9.e+]+) USD m$`)

// mergerAgreed tells a merger of peers that both boards agreed on.
func mergerAgreed(detail, other string) (string, bool) {
	m := peers.FindStringSubmatch(detail)
	if m == nil {
		return "", false
	}
	return fmt.Sprintf("Agreed to merge with its peer %s, for shares at the ratio of what investors would say both are worth: %s for it, %s for the other.",
		other, money(resultNumber(m[1])), money(resultNumber(m[2]))), true
}

// reviewed tells what the merger authority made of a deal.
func (t *telling) reviewed(d *history.DecisionRow, in *inputs, _ *note) string {
	buyer, _ := in.value("buyer")
	text := fmt.Sprintf("The merger authority had no question about %s as its buyer", t.name(buyer))
	if d.Result != "no question" {
		text = fmt.Sprintf("The merger authority questioned %s as its buyer: %s. Such deals are stopped with a probability of %s", t.name(buyer), t.named(d.Result), percent(in.number("p_block")))
	}
	verdict := "let it pass"
	if in.is("blocked") {
		verdict = "stopped it"
	}
	return fmt.Sprintf("%s; its answer, after %s, %s.", text, inMonths(in.number("months")), verdict)
}

func (t *telling) inDistress(d *history.DecisionRow, in *inputs, _ *note) string {
	return fmt.Sprintf("Its board saw distress (%s): %s in cash, enough for %s, after %s.", strings.ReplaceAll(d.Result, "-", " "),
		money(in.number("cash_usd_m")), inMonths(in.number("runway_months")), failedRaises(in.number("failed_raises")))
}

func (t *telling) retreated(d *history.DecisionRow, in *inputs, _ *note) string {
	segment, viable := strings.CutPrefix(d.Result, "retreat to ")
	text := fmt.Sprintf("A niche (%s) would not have carried it", d.Rule)
	if viable {
		text = fmt.Sprintf("Retreated to a niche (%s), the segment %s", d.Rule, segment)
	}
	return fmt.Sprintf("%s: its customers there would leave %s a month against costs of %s, and %s of severance and idle hours under contract had to come from %s in cash and credit.", text,
		money(in.number("kept_margin_usd_m")), money(in.number("kept_costs_usd_m")), money(in.number("severance_usd_m")+in.number("idle_contracts_usd_m")), money(in.number("cash_usd_m")))
}

// hired tells an offer to license the models and hire the people of a firm in distress.
func (t *telling) hired(d *history.DecisionRow, in *inputs, _ *note) string {
	if d.Result != "yes" && !t.all {
		return ""
	}
	verb := "Was not ready"
	if d.Result == "yes" {
		verb = "Was ready"
	}
	return fmt.Sprintf("%s to license the models of %s and hire %s of its people for at most %s: worth %s to it, and it could pay %s.", verb,
		t.name(strings.TrimPrefix(d.Decision, "licence and hire from ")), percent(in.number("staff_share")), money(in.number("offer_usd_m")), money(in.number("worth_usd_m")), money(in.number("limit_usd_m")))
}

func (t *telling) mergerTalked(d *history.DecisionRow, in *inputs, _ *note) string {
	gain := fmt.Sprintf("a gain of %s", money(in.number("gain_usd_m")))
	if in.number("gain_usd_m") < 0 {
		gain = fmt.Sprintf("a loss of %s", money(-in.number("gain_usd_m")))
	}
	return fmt.Sprintf("Talked of a merger with %s, which was %s: it was worth %s with a runway of %s, the other %s with %s; together they saw %s.", t.name(strings.TrimPrefix(d.Decision, "merger with ")),
		d.Result, money(in.number("own_usd_m")), inMonths(in.number("own_runway_months")), money(in.number("other_usd_m")), inMonths(in.number("other_runway_months")), gain)
}

func (t *telling) liquidated(d *history.DecisionRow, in *inputs, _ *note) string {
	text := fmt.Sprintf("Was liquidated: its models brought %s, its accelerators %s", money(in.number("models_usd_m")), money(in.number("fleet_usd_m")))
	for _, who := range []string{"staff", "suppliers", "lenders"} {
		if owed := in.number(who + "_owed_usd_m"); owed > 0 {
			text += fmt.Sprintf("; %s got %s of the %s owed to them", who, money(in.number(who+"_paid_usd_m")), money(owed))
		}
	}
	return fmt.Sprintf("%s. Its owners got %s.", text, money(resultNumber(d.Result)))
}
