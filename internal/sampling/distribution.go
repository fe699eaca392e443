package sampling

import (
	"slices"
)

// Family is a kind of distribution.
type Family int

// The families.
const (
	// Uniform: every number between low and high.
	Uniform Family = iota
	// LogUniform: every order of magnitude between low and high.
	LogUniform
	// Normal: mean and standard deviation.
	Normal
	// TruncatedNormal: a normal known to lie between low and high (one of them may be left out).
	TruncatedNormal
	// LogNormal: median and the standard deviation of the natural logarithm; low and high may bound it.
	LogNormal
	// Triangular: low, mode and high.
	Triangular
	// Beta: shapes a and b, from 0 to 1 or from low to high.
	Beta
	// Integer: every whole number from low to high, both included.
	Integer
	// Choice: one of values or words, with weights if they are not all equally likely.
	Choice
	// Bernoulli: true with probability p.
	Bernoulli
)

var familyNames = []string{
	"uniform", "loguniform", "normal", "truncated-normal", "lognormal", "triangular", "beta", "integer", "choice", "bernoulli",
}

// Values returns the names of all families.
func (Family) Values() []string { return slices.Clone(familyNames) }

// String returns the name.
func (f Family) String() string { return nameOf(familyNames, int(f), "dist") }

// MarshalText returns the name.
func (f Family) MarshalText() ([]byte, error) { return marshalName(familyNames, int(f), "dist") }

// UnmarshalText reads a name.
func (f *Family) UnmarshalText(text []byte) error {
	i, err := unmarshalName(familyNames, text, "dist")
	if err == nil {
		*f = Family(i)
	}
	return err
}

// Distribution is what is believed about an uncertain number, as a file writes it: {dist: lognormal, median: 2, sigma:
// 0.3}. Each family takes its own parameters and no other; Check says what is wrong. The zero value is a uniform without
// its ends, which is not valid.
type Distribution struct {
	// The family, which decides what parameters there are.
	Dist Family `yaml:"dist" doc:"family of the distribution"`
	// Least value: uniform, loguniform, triangular, integer; optional for truncated-normal, lognormal, beta (0).
	Low *float64 `yaml:"low" doc:"least value"`
	// Greatest value: as low; for beta 1 if left out.
	High *float64 `yaml:"high" doc:"greatest value"`
	// Mean of a normal, before truncation.
	Mean *float64 `yaml:"mean" doc:"mean, before truncation"`
	// Standard deviation of a normal, before truncation.
	SD *float64 `yaml:"sd" range:"(0,inf)" doc:"standard deviation, before truncation"`
	// Median of a lognormal, before truncation.
	Median *float64 `yaml:"median" range:"(0,inf)" doc:"median, before truncation"`
	// Standard deviation of the natural logarithm of a lognormal.
	Sigma *float64 `yaml:"sigma" range:"(0,inf)" doc:"standard deviation of the natural logarithm"`
	// Most likely value of a triangular.
	Mode *float64 `yaml:"mode" doc:"most likely value"`
	// First shape of a beta: the greater, the nearer to the high end.
	A *float64 `yaml:"a" range:"(0,inf)" doc:"first shape"`
	// Second shape of a beta: the greater, the nearer to the low end.
	B *float64 `yaml:"b" range:"(0,inf)" doc:"second shape"`
	// Probability of true.
	P *float64 `yaml:"p" range:"[0,1]" doc:"probability of true"`
	// Numbers to choose from.
	Values []float64 `yaml:"values" doc:"numbers to choose from"`
	// Words to choose from, for a path that takes a word.
	Words []string `yaml:"words" doc:"words to choose from"`
	// Relative weights of the choices, in their order; equal if left out.
	Weights []float64 `yaml:"weights" range:"[0,inf)" doc:"relative weights of the choices"`
}

// NewUniform returns the uniform distribution on [low, high].
func NewUniform(low, high float64) Distribution {
	return Distribution{Dist: Uniform, Low: &low, High: &high}
}

// NewLogUniform returns the distribution whose logarithm is uniform on [ln low, ln high].
func NewLogUniform(low, high float64) Distribution {
	return Distribution{Dist: LogUniform, Low: &low, High: &high}
}

// NewNormal returns the normal distribution with that mean and standard deviation.
func NewNormal(mean, sd float64) Distribution {
	return Distribution{Dist: Normal, Mean: &mean, SD: &sd}
}

// NewLogNormal returns the lognormal distribution with that median and that standard deviation of its logarithm.
func NewLogNormal(median, sigma float64) Distribution {
	return Distribution{Dist: LogNormal, Median: &median, Sigma: &sigma}
}

// NewTriangular returns the triangular distribution on [low, high] with that mode.
func NewTriangular(low, mode, high float64) Distribution {
	return Distribution{Dist: Triangular, Low: &low, Mode: &mode, High: &high}
}

// NewBeta returns the beta distribution on [0, 1] with those shapes.
func NewBeta(a, b float64) Distribution { return Distribution{Dist: Beta, A: &a, B: &b} }

// NewInteger returns the uniform distribution on the whole numbers from low to high.
func NewInteger(low, high float64) Distribution {
	return Distribution{Dist: Integer, Low: &low, High: &high}
}

// NewBernoulli returns the distribution that is true with probability p.
func NewBernoulli(p float64) Distribution { return Distribution{Dist: Bernoulli, P: &p} }

// NewChoice returns the distribution on values that are equally likely.
func NewChoice(values ...float64) Distribution { return Distribution{Dist: Choice, Values: values} }

// NewWordChoice returns the distribution on words that are equally likely.
func NewWordChoice(words ...string) Distribution { return Distribution{Dist: Choice, Words: words} }

// Between returns the distribution cut to [low, high], where its family can be: a normal becomes a truncated one, a
// lognormal and a truncated normal get these bounds. Others are returned as they are.
func (d Distribution) Between(low, high float64) Distribution {
	switch d.Dist {
	case Normal:
		d.Dist = TruncatedNormal
		fallthrough
	case TruncatedNormal, LogNormal:
		d.Low, d.High = &low, &high
	}
	return d
}
