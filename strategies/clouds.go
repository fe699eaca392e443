package strategies

import "shakeout/agents"

// clouds lists the strategies of clouds; the first is what a cloud follows that names none.
var clouds = []entry[agents.CloudStrategy]{
	verticalIntegrationEntry, partnerAndInvestEntry, neutralMarketplaceEntry, bundleEntry, crossSubsidiseEntry,
	capacityByForecastEntry, capacityByScarcityEntry,
}
