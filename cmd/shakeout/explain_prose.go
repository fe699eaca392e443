package main

import (
	"fmt"
	"regexp"
	"strings"

	"shakeout/worlds/history"
)

// sentences are what a kind of decision is told with: the first whose result and inputs fit. A
// kind that is not here is told by its name, rule, result and inputs.
var sentences = map[string][]struct {
	result, text string // how the result begins; with inputs in braces, and {result} for the rest of it
	saw          []string
}{
	"entry": {{"", "Began to trade with {cash_usd_m} in cash, its models at {capability_oom} and the frontier at {frontier_oom} from the frontier of the start.", nil}},
	"raise": {
		{"refused", "Its board would not raise the {wanted_usd_m} that was wanted{result}.", []string{"runway_months", "burn_usd_m_per_month"}},
		{"", "Set out to raise {asked_usd_m}: {result}. It was to close in {closes_in_months}.", []string{"runway_months", "burn_usd_m_per_month", "wanted_usd_m"}},
	},
	"round": {
		{"funded", "Investors bought {sold_share} of it for {amount_usd_m}, at {pre_money_usd_m} before the money.", []string{"run_rate_usd_m", "revenue_multiple", "plan_attainment", "gap_oom", "last_post_money_usd_m", "mood"}},
		{"refused", "Investors refused the {asked_usd_m} that it asked for{result}.", []string{"run_rate_usd_m", "plan_attainment", "plan_attainment_before", "gap_oom", "gap_year_ago_oom", "last_post_money_usd_m", "mood", "verdict"}},
	},
	"opening belief": {{"", "Investors start from the last price paid, {last_post_money_usd_m}, where their rule of valuation says {rule_usd_m}.", nil}},
	"bridge":         {{"", "Its investors lent it {amount_usd_m} against shares of the next round.", []string{"burn_usd_m_per_month", "last_post_money_usd_m", "verdict"}}},
	"exit": {
		{"wound", "Left the market: {result}.", []string{"cash_usd_m", "credit_usd_m", "debt_usd_m", "burn_usd_m_per_month", "runway_months", "failed_raises", "gap_oom", "share", "last_valuation_usd_m"}},
		// Its cash is the buyer's already.
		{"", "Left the market: {result}.", []string{"burn_usd_m_per_month", "failed_raises", "gap_oom", "share", "last_valuation_usd_m"}},
	},
}

// decided tells one decision: what, the rule, and the numbers it saw.
func (t *telling) decided(d *history.DecisionRow, in *inputs) string {
	text, first := "", []string(nil)
	for _, s := range sentences[d.Decision] {
		if !strings.HasPrefix(d.Result, s.result) {
			continue
		}
		rest := strings.TrimPrefix(t.named(d.Result), s.result)
		if d.Decision == "exit" {
			rest = t.named(d.Result)
		}
		template := strings.ReplaceAll(s.text, "{result}", rest)
		if said, ok := in.say(template); ok {
			text, first = said, s.saw
			break
		}
	}
	if text == "" {
		text = fmt.Sprintf("Decided on %s by the rule %s: %s.", d.Decision, d.Rule, t.named(d.Result))
	}
	most := 8
	if first != nil {
		most = len(first)
	}
	if saw := in.rest(most, first...); len(saw) > 0 {
		text += " Seen: " + enumerate(saw) + "."
	}
	return text
}

var resultMoney = regexp.MustCompile(`([0-9.]+(?:e[+-]?[0-9]+)?) USD m\b`)

// named puts the names of agents in the place of their ids, and writes money as the rest does.
func (t *telling) named(result string) string {
	result = resultMoney.ReplaceAllStringFunc(result, func(s string) string { return money(resultNumber(s)) })
	parts := strings.Split(result, " ")
	for i, p := range parts {
		if n, ok := t.names[p]; ok {
			parts[i] = n
		}
	}
	return strings.NewReplacer("wound-down by", "wound down, its business going to", "wound-down", "wound down", "merged by", "merged with", "licensed-and-hired", "licensed and hired").Replace(strings.Join(parts, " "))
}

// happenedText tells an event that no decision was told for.
func (t *telling) happenedText(e *history.EventRow, n *note) string {
	other := t.name(e.Counterparty)
	if text, ok := mergerAgreed(e.Detail, other); ok && e.Agent == t.outcome.Agent {
		return text
	}
	told := *e // with the names of agents, and money as the rest has it
	told.Detail = t.named(e.Detail)
	e = &told
	if e.Counterparty == t.outcome.Agent && e.Agent != t.outcome.Agent {
		return t.toOthers(e)
	}
	switch e.Type {
	case "launch", "open-release":
		how := "Brought to market a"
		if e.Type == "open-release" {
			how = "Released with open weights a"
		}
		if !strings.HasPrefix(e.Detail, "flagship") && !strings.HasPrefix(e.Detail, "small") {
			return capital(e.Detail) + "."
		}
		if strings.HasPrefix(e.Detail, "small") && !t.all {
			return ""
		}
		extra := ""
		if strings.HasPrefix(e.Detail, "flagship") {
			extra = t.launched(e.Tick, n)
		}
		return how + " " + e.Detail + extra + "."
	case "round", "down-round":
		return fmt.Sprintf("Raised %s from %s: %s.", money(e.Amount), other, e.Detail)
	case "round-failed":
		return fmt.Sprintf("Asked for %s and was refused: %s.", money(e.Amount), e.Detail)
	case "cut":
		return "Cut its research because money was short: " + e.Detail + "."
	case "breakthrough":
		return "Luck: " + strings.Replace(e.Detail, "a run goes", "a training run went", 1) + "."
	case "serving-short":
		part, _, _ := strings.Cut(e.Detail, " of what")
		return fmt.Sprintf("Could not serve %s of what was asked of it: its accelerators did not suffice.", part)
	case "trimmed":
		text := "Was held to its means: " + e.Detail
		if e.Counterparty != "" {
			text += " (" + other + ")"
		}
		return text + "."
	case "invested":
		return fmt.Sprintf("%s put %s into it: %s.", other, money(e.Amount), e.Detail)
	case "departure":
		if e.Counterparty != "" {
			return fmt.Sprintf("Key people left for %s: %s.", other, strings.TrimPrefix(e.Detail, "key people leave "))
		}
	case "run-failed":
		return fmt.Sprintf("A training run failed; %s, %s gone.", e.Detail, money(e.Amount))
	case "mood":
		return "The mood of the capital market turned " + e.Detail + "."
	case "regime":
		return "Technology changed: " + e.Detail + "."
	case "bid":
		return fmt.Sprintf("Accepted a bid of %s by %s: %s.", money(e.Amount), other, e.Detail)
	case "deal-blocked":
		return fmt.Sprintf("The merger authority stopped its sale to %s for %s: %s.", other, money(e.Amount), e.Detail)
	case "acquired", "merged", "licence-and-hire", "licensed-and-hired":
		return fmt.Sprintf("Was %s by %s for %s: %s.", pastOf(e.Type), other, money(e.Amount), e.Detail)
	case "wound-down":
		return fmt.Sprintf("Wound down with %s left: %s.", money(e.Amount), e.Detail)
	case "entry":
		return fmt.Sprintf("Entered the market with %s: %s.", money(e.Amount), e.Detail)
	case "alarm":
		return "" // of the whole economy, no part of a life
	}
	text := capital(e.Detail)
	if e.Counterparty != "" {
		text += " (" + other + ")"
	}
	return text + "."
}

// toOthers tells what others did with this agent on the other side.
func (t *telling) toOthers(e *history.EventRow) string {
	who := t.name(e.Agent)
	switch e.Type {
	case "acquired", "merged", "licence-and-hire", "licensed-and-hired":
		return fmt.Sprintf("%s was %s by it for %s: %s.", who, pastOf(e.Type), money(e.Amount), e.Detail)
	case "bid":
		if t.record.decisions != "" && !strings.HasPrefix(e.Detail, "merger") {
			return "" // told with the decision
		}
		if strings.HasPrefix(e.Detail, "merger") {
			return fmt.Sprintf("Agreed to merge with its peer %s, which was worth %s.", who, money(e.Amount))
		}
		return fmt.Sprintf("Bid %s for %s: %s.", money(e.Amount), who, e.Detail)
	case "deal-blocked":
		return fmt.Sprintf("The merger authority stopped its purchase of %s for %s: %s.", who, money(e.Amount), e.Detail)
	case "departure":
		return fmt.Sprintf("Key people of %s came to it %s.", who, strings.TrimPrefix(e.Detail, "key people leave "))
	case "invested":
		return fmt.Sprintf("Put %s into %s: %s.", money(e.Amount), who, e.Detail)
	case "round", "down-round":
		return fmt.Sprintf("Put %s into %s: %s.", money(e.Amount), who, e.Detail)
	}
	return ""
}

func pastOf(event string) string {
	switch event {
	case "licence-and-hire", "licensed-and-hired":
		return "licensed and its people hired"
	case "merged":
		return "taken over, as a peer,"
	}
	return "bought"
}

func capital(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// prose is the life as a person reads it.
func (l *life) prose() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, %s) in %s, seed %d\n%s, digest %.12s\n\n", l.Name, l.Agent, l.Kind, l.World, l.Seed, l.Directory, l.Digest)
	for _, s := range l.Summary {
		b.WriteString(wrap(s, "", "") + "\n")
	}
	for _, y := range l.Years {
		fmt.Fprintf(&b, "\n%s\n", y.Year)
		if y.State != "" {
			b.WriteString(wrap("It begins the year with "+y.State+".", "  ", "  ") + "\n")
		}
		for _, n := range y.Notes {
			rule := ""
			if n.Rule != "" {
				rule = "rule " + n.Rule + "; "
			}
			b.WriteString(wrap(fmt.Sprintf("%s %s [%s%s]", n.Date[:7], n.Text, rule, strings.Join(n.Rows, "; ")), "  ", "          ") + "\n")
		}
	}
	b.WriteString("\nCapabilities are orders of magnitude of effective training compute, counted from the frontier of the start.\n")
	b.WriteString("A place such as events.csv:12 is line 12 of that file, whose first line is its header.\n")
	switch {
	case l.Decisions == "":
		b.WriteString("No decisions were kept: rules and what they saw are missing here.\n")
	case l.Decisions != keptDecisions:
		b.WriteString("The directory kept no decisions.csv: its rows are those of the same run made again, with the same digest.\n")
	}
	return b.String()
}

// wrap breaks a text into lines of at most 100 characters, between words.
func wrap(text, first, rest string) string {
	const most = 100
	var b strings.Builder
	at := first
	width := 0
	b.WriteString(at)
	width = len(at)
	for i, w := range strings.Fields(text) {
		n := len([]rune(w))
		if i > 0 && width+1+n > most {
			b.WriteString("\n" + rest)
			width = len(rest)
		} else if i > 0 {
			b.WriteString(" ")
			width++
		}
		b.WriteString(w)
		width += n
	}
	return b.String()
}
