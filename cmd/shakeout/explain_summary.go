package main

import (
	"fmt"
	"math"
	"strings"

	"shakeout/worlds/history"
)

// summary says how the agent ended and what led there.
func (b *biography) summary(notes []note) []string {
	o := b.outcome
	list := []string{b.ending()}
	row, place := b.last()
	if row == nil {
		return list
	}
	list = append(list, b.standingAtEnd(row, place), b.course())
	if o.Kind == "lab" {
		list = append(list, b.accounts(), b.moneyStory())
	}
	for i := len(notes) - 1; i >= 0 && ended(o.Outcome); i-- {
		if notes[i].Kind == "sale" || notes[i].Kind == "bid" || notes[i].Kind == "form of the deal" {
			list = append(list, fmt.Sprintf("%s: %s [%s]", month(notes[i].Date), lower(notes[i].Text), strings.Join(notes[i].Rows, "; ")))
			break
		}
	}
	kept := list[:0]
	for _, s := range list {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

func lower(text string) string {
	if text == "" {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}

func ended(outcome string) bool {
	return outcome == "acquired" || outcome == "licensed-and-hired" || outcome == "merged" || outcome == "wound-down"
}

// ending is the outcome as a sentence.
func (b *biography) ending() string {
	o := b.outcome
	place := ""
	for i := range b.record.run.Outcomes {
		if b.record.run.Outcomes[i].Agent == o.Agent {
			place = fmt.Sprintf(" [outcomes.csv:%d]", line(i))
		}
	}
	when, whom := month(o.Date), b.name(o.Counterparty)
	price := ""
	if !math.IsNaN(o.Price) {
		price = " for " + money(o.Price)
	}
	last := ""
	if o.Valuation > 0 && !math.IsNaN(o.Price) && o.Price > 0 {
		last = fmt.Sprintf(", %s of its last valuation of %s", percent(o.Price/o.Valuation), money(o.Valuation))
	}
	switch o.Outcome {
	case "acquired":
		return fmt.Sprintf("%s was bought by %s in %s%s%s.%s", o.Name, whom, when, price, last, place)
	case "merged":
		return fmt.Sprintf("%s was taken over by its peer %s in %s%s%s.%s", o.Name, whom, when, price, last, place)
	case "licensed-and-hired":
		return fmt.Sprintf("%s ended in %s: %s licensed its models and hired its people%s%s.%s", o.Name, when, whom, price, last, place)
	case "wound-down":
		did, why := "wound down", ""
		for i := range b.record.run.Events {
			if e := &b.record.run.Events[i]; e.Agent == o.Agent && (e.Type == "wound-down" || e.Type == "left-models") {
				if e.Type == "left-models" {
					did = "left the business of models"
				}
				why, place = ": "+e.Detail, strings.TrimSuffix(place, "]")+fmt.Sprintf("; events.csv:%d]", line(i))
			}
		}
		if o.Counterparty != "" {
			why += fmt.Sprintf("; its business went to %s%s", whom, price)
		}
		return fmt.Sprintf("%s %s in %s%s.%s", o.Name, did, when, why, place)
	case "not-entered":
		return fmt.Sprintf("%s never entered the market.%s", o.Name, place)
	case "niche":
		return fmt.Sprintf("%s lives in a niche at the end of the run, in %s.%s", o.Name, when, place)
	case "subsidised":
		return fmt.Sprintf("%s is alive at the end of the run, in %s, inside a firm whose other business pays.%s", o.Name, when, place)
	case "independent-profitable":
		return fmt.Sprintf("%s is alive, independent and profitable at the end of the run, in %s.%s", o.Name, when, place)
	}
	return fmt.Sprintf("%s is alive at the end of the run, in %s, independent and burning cash: %s of operating loss in the last 12 months on %s of revenue.%s",
		o.Name, when, money(-o.OperatingProfit), money(o.Revenue), place)
}

func (b *biography) standingAtEnd(row *history.AgentRow, place string) string {
	cash := money(row.Cash) + " in cash"
	if row.Cash == 0 {
		cash = "no cash"
	}
	text := "In its last month of trade it had " + cash
	gone := ended(b.outcome.Outcome) && row.Tick <= b.outcome.Tick // a group that left models goes on
	if !gone {
		text = "It has " + cash
	}
	if row.CreditLine > 0 {
		text += fmt.Sprintf(" and %s of credit", money(row.CreditLine))
	}
	if !math.IsNaN(row.Runway) {
		text += fmt.Sprintf(", enough for %s months at its rate of burn", figure(row.Runway))
	} else {
		text += ", and does not burn it"
		if gone {
			text = strings.Replace(text, "does not burn", "did not burn", 1)
		}
	}
	if !math.IsNaN(row.FrontierGap) {
		text += "; " + standing(row.FrontierGap)
	}
	return text + ". [" + place + "]"
}

// course says how revenue, share and gap moved over its life.
func (b *biography) course() string {
	var first, best *history.AgentRow
	var last *history.AgentRow
	bestPlace, lastPlace, firstPlace := 0, 0, 0
	for i := range b.books {
		r := &b.books[i]
		if !alive(r.Status) {
			continue
		}
		if first == nil {
			first, firstPlace = r, b.lines[i]
		}
		if best == nil || r.Share > best.Share {
			best, bestPlace = r, b.lines[i]
		}
		last, lastPlace = r, b.lines[i]
	}
	if first == nil || first == last {
		return ""
	}
	text := fmt.Sprintf("Its share of model revenue went from %s to %s", percent(first.Share), percent(last.Share))
	places := []string{fmt.Sprintf("agents.csv:%d", firstPlace)}
	if best != first && best != last {
		text += fmt.Sprintf(", with %s at most, in %s", percent(best.Share), month(best.Date))
		places = append(places, fmt.Sprintf("agents.csv:%d", bestPlace))
	}
	text += fmt.Sprintf("; its monthly revenue from %s to %s", money(first.Revenue), money(last.Revenue))
	if !math.IsNaN(first.FrontierGap) && !math.IsNaN(last.FrontierGap) {
		from, to := figure(max(0, first.FrontierGap)), figure(max(0, last.FrontierGap))
		if from == to {
			text += fmt.Sprintf("; its gap to the frontier was %s orders of magnitude at the end as at the beginning", to)
		} else {
			text += fmt.Sprintf("; its gap to the frontier from %s to %s orders of magnitude", from, to)
		}
	}
	return text + ". [" + strings.Join(append(places, fmt.Sprintf("agents.csv:%d", lastPlace)), "; ") + "]"
}

// moneyStory says what it raised, what was refused, and what it cut.
func (b *biography) moneyStory() string {
	raised, lent, rounds, cuts, lastRound := 0.0, 0.0, 0, 0, ""
	var refusals []refusal
	for i := range b.record.run.Events {
		e := &b.record.run.Events[i]
		if e.Agent != b.outcome.Agent {
			continue
		}
		place := fmt.Sprintf("%s [events.csv:%d]", month(e.Date), line(i))
		switch e.Type {
		case "round", "down-round":
			raised, rounds, lastRound = raised+e.Amount, rounds+1, place
			refusals = nil
		case "round-failed":
			refusals = addRefusal(refusals, e.Detail, place)
		case "bridge":
			lent += e.Amount
		case "cut":
			cuts++
		}
	}
	text := "It raised no equity in the run."
	if rounds > 0 {
		text = fmt.Sprintf("It raised %s of equity in %s, the last in %s.", money(raised), count(rounds, "round"), lastRound)
	}
	if lent > 0 {
		text += fmt.Sprintf(" Its investors lent it %s in bridges.", money(lent))
	}
	if len(refusals) > 0 {
		var parts []string
		for _, r := range refusals {
			often := ""
			if r.times > 1 {
				often = fmt.Sprintf("%s, last ", times(r.times))
			}
			parts = append(parts, fmt.Sprintf("%s (%sin %s)", r.reason, often, r.last))
		}
		since := " after that"
		if rounds == 0 {
			since = ""
		}
		text += fmt.Sprintf(" Investors refused it%s: %s.", since, enumerate(parts))
	}
	if cuts > 0 {
		text += fmt.Sprintf(" It cut its research %s because money was short.", times(cuts))
	}
	return text
}

// refusal is a reason that investors gave, and how often.
type refusal struct {
	reason, last string
	times        int
}

func addRefusal(list []refusal, reason, place string) []refusal {
	for i := range list {
		if list[i].reason == reason {
			list[i].times++
			list[i].last = place
			return list
		}
	}
	return append(list, refusal{reason, place, 1})
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
