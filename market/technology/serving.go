package technology

import (
	"math"

	"shakeout/internal/exact"
)

// Serving is the compute that answers take. A better model is larger and thinks longer, less than in proportion to its training compute: the
// exponent is .65 along the frontier, and .3 for the distance of a model from the frontier of its launch (a small model is cheap, but not as
// cheap as an old one of its capability was). Software makes every model cheaper each year. Firms differ in how well they ran at the start;
// that difference, the anchor, is forgotten at a few percent a month.
type Serving struct {
	// Hours per million tokens of the frontier model at the start.
	FrontierHoursPerMTok float64 `yaml:"frontier_hours_per_mtok" unit:"H100e-hours per million tokens" range:"(0,1000]" default:"0.56" source:"data/revenue.csv, OpenAI compute margin 2024: realised 3.06 USD/M x (1 - .52) = 1.4 at 2.5 USD/h" doc:"accelerator-hours per million blended tokens of the frontier model at the start"`
	// Exponent along the frontier.
	FrontierExponent float64 `yaml:"frontier_exponent" unit:"1" range:"[0,2]" default:"0.65" source:"assumption, 0.5-0.8" doc:"exponent of serving compute on capability along the frontier"`
	// Exponent of the distance from the frontier of the launch date.
	DistanceExponent float64 `yaml:"distance_exponent" unit:"1" range:"[0,2]" default:"0.3" source:"assumption, 0.2-0.65" doc:"exponent of serving compute on the distance from the frontier of the launch date"`
	// Least and greatest anchor.
	AnchorMin float64 `yaml:"anchor_min" unit:"1" range:"(0,1]" default:"0.2" source:"assumption" doc:"least ratio of a firm's opening serving cost to the model's"`
	AnchorMax float64 `yaml:"anchor_max" unit:"1" range:"[1,100]" default:"5" source:"assumption" doc:"greatest ratio of a firm's opening serving cost to the model's"`
	// How fast the anchor is forgotten.
	AnchorFadePerMonth float64 `yaml:"anchor_fade_per_month" unit:"1/month" range:"[0,1]" default:"0.03" source:"assumption" doc:"share of the log of the anchor that is forgotten in a month"`
	// Greatest idle ratio that is charged to tokens.
	IdleRatioMax float64 `yaml:"idle_ratio_max" unit:"1" range:"[0,1000]" default:"10" source:"assumption: keeps the average cost of a firm without use finite" doc:"greatest ratio of idle to used hours that is charged to tokens"`
}

// Model is what serving cost depends on, in orders of magnitude.
type Model struct {
	CapabilityOOM     float64 // C, of the model
	LaunchFrontierOOM float64 // C_F(launch), the frontier when it was launched
	OpeningOOM        float64 // C_F0, the frontier at the start of the world
}

// HoursPerMTok returns e, accelerator-hours per million tokens:
//
//	e = FrontierHoursPerMTok x 10^(FrontierExponent (C_F(launch) - C_F0) + DistanceExponent (C - C_F(launch))) / G x anchor
//
// with G = softwareIndex (Software.Index) and anchor the firm's own ratio (1 for a firm without one).
func (v Serving) HoursPerMTok(m Model, softwareIndex, anchor float64) float64 {
	along := float64(v.FrontierExponent * (m.LaunchFrontierOOM - m.OpeningOOM))
	off := float64(v.DistanceExponent * (m.CapabilityOOM - m.LaunchFrontierOOM))
	return float64(v.FrontierHoursPerMTok * exact.Exp10(along+off) / softwareIndex * anchor)
}

// OpeningAnchor returns the ratio of a firm's observed cost per million tokens at the start to the model's, within [AnchorMin, AnchorMax];
// 1 where either is not positive.
func (v Serving) OpeningAnchor(observedUSDPerMTok, modelUSDPerMTok float64) float64 {
	if !(observedUSDPerMTok > 0) || !(modelUSDPerMTok > 0) {
		return 1
	}
	return math.Min(math.Max(observedUSDPerMTok/modelUSDPerMTok, v.AnchorMin), v.AnchorMax)
}

// NextAnchor returns the anchor a month later: anchor^(1 - AnchorFadePerMonth), which tends to 1 from either side alike.
func (v Serving) NextAnchor(anchor float64) float64 { return exact.Pow(anchor, 1-v.AnchorFadePerMonth) }

// IdleRatio returns idle over used hours of a take-or-pay fleet, max(0, paid - used)/used, at most IdleRatioMax: what average cost exceeds marginal
// cost by. Small firms with minimum commitments have high average cost at the same marginal cost.
func (v Serving) IdleRatio(paidHours, usedHours float64) float64 {
	idle := math.Max(0, paidHours-usedHours)
	if idle == 0 {
		return 0
	}
	return math.Min(idle/math.Max(0, usedHours), v.IdleRatioMax)
}

// CostUSDPerMTok returns the cost of a million tokens: hours x price of an hour x (1 + idleRatio). With idleRatio 0 it is marginal cost.
func CostUSDPerMTok(hoursPerMTok, priceUSDPerHour, idleRatio float64) float64 {
	return float64(hoursPerMTok * priceUSDPerHour * (1 + idleRatio))
}
