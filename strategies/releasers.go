package strategies

import "shakeout/agents"

// releasers lists the strategies of releasers; the first is what a releaser follows that names none.
var releasers = []entry[agents.ReleaserStrategy]{
	commoditiseComplementEntry, ecosystemEntry, delayedReleaseEntry, closeTheWeightsEntry,
}
