package strategies

import "shakeout/agents"

// labs lists the strategies of labs; the first is what a lab follows that names none.
var labs = []entry[agents.LabStrategy]{
	frontierRaceEntry, fastFollowerEntry, penetrationEntry, premiumEnterpriseEntry, costPlusEntry, valueBasedEntry, undercutEntry,
	harvestEntry, nicheEntry, capitalPreservingEntry, subscriptionFirstEntry, imitateTheBestEntry, bestResponseEntry, zeroIntelligenceEntry, qLearningEntry,
}
