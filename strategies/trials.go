package strategies

import "slices"

// Setting is a world in which strategies are tried: a bundled one, with what is laid over it.
type Setting struct {
	Name  string
	About string
	World string   // bundled name
	Set   []string // laid over it, as with --set
}

// Trial is a setting in which a strategy brings its owners more, or less, than the strategy that the world has in that seat, and why. A
// long test plays it: 20 seeds, the same for both.
type Trial struct {
	In    *Setting
	Agent string // in whose seat the strategy plays
	Why   string
}

// String says why and where.
func (t Trial) String() string { return t.Why + " (" + t.Agent + " in " + t.In.Name + ")" }

// Command is what one would type to run the setting.
func (s *Setting) Command() string {
	command := "shakeout run " + s.World
	for _, x := range s.Set {
		command += " --set '" + x + "'"
	}
	return command
}

// Settings lists the worlds of the trials. The small ones are made from the duopoly: small enough to see why a strategy gains or loses.
func Settings() []*Setting {
	return []*Setting{
		duopoly, undercutters, bestReplies, shareBuyer, risingPrices, research, imitated, farBehind, plans, boughtPlans, openHanded, closed,
		frontier, landGrab, aloof, aloofForLong, scarceHours, crossed, closedAlibaba,
	}
}

// plays puts a strategy of the catalogue into an agent's seat.
func plays(agent, strategy string) []string {
	return []string{"agents[" + agent + "].strategy.params=null", "agents[" + agent + "].strategy.name=" + strategy}
}

// over lays settings one over another.
func over(s *Setting, name, about string, sets ...[]string) *Setting {
	return &Setting{Name: name, About: about, World: s.World, Set: slices.Concat(append([][]string{s.Set}, sets...)...)}
}

var (
	duopoly      = &Setting{Name: "duopoly", About: "the bundled world: cost-plus (alpha) against undercut (beta), two years, models as they are", World: "duopoly"}
	undercutters = over(duopoly, "price-war", "both labs undercut each other", plays("alpha", "undercut"))
	bestReplies  = over(duopoly, "at-rest", "both labs price as is best in the long run, and nothing can be discovered", plays("alpha", "best-response"), plays("beta", "best-response"))
	shareBuyer   = over(duopoly, "share-buyer", "four years against a rival that buys share below cost", []string{"ticks=48"}, plays("beta", "penetration"))
	risingPrices = over(duopoly, "rising-prices", "five years against a rival that harvests: it raises prices while few leave",
		[]string{"ticks=60"}, plays("alpha", "value-based"), plays("beta", "harvest"))
	research = over(duopoly, "progress", "models get better: both labs train for five years, alpha as a racer", []string{"ticks=60", "technology={}",
		"agents[alpha].start.research_usd_m_per_year=10", "agents[beta].start.research_usd_m_per_year=10", "agents[alpha].start.cash_usd_m=200",
		"agents[beta].start.cash_usd_m=200"}, plays("alpha", "frontier-race"))
	imitated  = over(research, "imitator", "the same, with an imitator in alpha's seat", plays("alpha", "imitate-the-best"))
	farBehind = over(duopoly, "far-behind", "ten years, alpha small and more than an order of magnitude behind a rich racer; equity and takeovers", []string{"ticks=120",
		"technology={}", "capital={}", "control={}", "agents[alpha].start.capability_oom=-1.2", "agents[alpha].start.research_usd_m_per_year=20",
		"agents[beta].start.research_usd_m_per_year=100", "agents[alpha].start.burn_usd_m_per_month=4", "agents[beta].start.burn_usd_m_per_month=4",
		"agents[beta].start.cash_usd_m=500"}, plays("beta", "frontier-race"))
	plans = over(duopoly, "plans", "both labs race and sell plans: each buyer takes one", []string{"customers.segments[developers].demand=buyer",
		"agents[alpha].products[api].channel=subscription", "agents[beta].products[api].channel=subscription", "agents[alpha].products[api].price_usd=20",
		"agents[beta].products[api].price_usd=20"}, plays("alpha", "frontier-race"), plays("beta", "frontier-race"))
	boughtPlans = over(plans, "bought-plans", "the same, with alpha buying share", plays("alpha", "penetration"))
	openHanded  = over(duopoly, "open-weights", "five years with progress; beta is a releaser with a core business; few customers could run weights of their own",
		[]string{"ticks=60", "technology={}", "agents[alpha].start.research_usd_m_per_year=20", "agents[beta].start.research_usd_m_per_year=20",
			"agents[alpha].start.cash_usd_m=300", "agents[beta].kind=releaser", "agents[beta].start.core_usd_m_per_month=10"},
		plays("alpha", "frontier-race"), plays("beta", "ecosystem"))
	closed = over(openHanded, "closed-weights", "the same, with beta selling its models", plays("beta", "close-the-weights"))

	frontier      = &Setting{Name: "frontier-2025", About: "the bundled world, ten years", World: "frontier-2025"}
	landGrab      = over(frontier, "land-grab", "its first three years, valued while shares are still to be won", []string{"ticks=36"})
	aloof         = over(landGrab, "aloof", "the same, with Microsoft as a neutral marketplace", plays("microsoft", "neutral-marketplace"))
	aloofForLong  = over(frontier, "aloof-for-long", "ten years, with Microsoft as a neutral marketplace", plays("microsoft", "neutral-marketplace"))
	scarceHours   = over(aloof, "scarce-hours", "the same as aloof, where other users of compute spend four fifths more a year", []string{"compute.background.growth_per_year=1.8"})
	crossed       = over(landGrab, "subsidised-land-grab", "three years, with Microsoft paying for models out of its core", plays("microsoft", "cross-subsidise"))
	closedAlibaba = over(landGrab, "closed-alibaba", "three years, with Alibaba keeping its weights", plays("alibaba", "close-the-weights"))
)
