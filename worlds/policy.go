package worlds

import "shakeout/market/control"

// Policy are the levers of public policy.
type Policy struct {
	control.Authority
}
