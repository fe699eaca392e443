package sampling

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"shakeout/internal/exact"
	"shakeout/internal/statistics"
)

// Draw is a value taken from a distribution.
type Draw struct {
	// Number is the value; 0 or 1 for a bernoulli, the place (from 0) of a word.
	Number float64
	// Text is the value as a file would write it: the shortest digits that read back as Number, true or false, the word.
	Text string
}

// Draw returns the value at which the distribution function reaches u, as a number and as text. Errors: u outside [0, 1],
// and those of Validate.
func (d Distribution) Draw(u float64) (Draw, error) {
	if err := d.Validate(); err != nil {
		return Draw{}, err
	}
	if !(u >= 0 && u <= 1) {
		return Draw{}, fmt.Errorf("draw: u: got %v; want 0 to 1", u)
	}
	x := d.Quantile(u)
	switch {
	case d.Dist == Bernoulli:
		return Draw{Number: x, Text: strconv.FormatBool(x == 1)}, nil
	case d.Dist == Choice && len(d.Words) > 0:
		return Draw{Number: x, Text: d.Words[int(x)]}, nil
	default:
		return Draw{Number: x, Text: formatNumber(x)}, nil
	}
}

// Draws returns the values of a point of a design, one per distribution. Errors: as many coordinates as distributions
// are wanted; those of Draw, with the place of the distribution.
func Draws(point []float64, distributions []Distribution) ([]Draw, error) {
	if len(point) != len(distributions) {
		return nil, fmt.Errorf("draws: got a point of %d coordinates; want %d, one per distribution", len(point), len(distributions))
	}
	draws := make([]Draw, len(point))
	for i, d := range distributions {
		draw, err := d.Draw(point[i])
		if err != nil {
			return nil, fmt.Errorf("distribution %d: %w", i, err)
		}
		draws[i] = draw
	}
	return draws, nil
}

// Quantile returns the value at which the distribution function of a valid distribution reaches u: the least x with
// P(X <= x) >= u. It never falls as u rises. For words it is their place from 0. Unbounded families answer u = 0 and 1
// as 2^-54 and 1 - 2^-53, so that the answer is finite (unless it overflows). NaN for u outside [0, 1]; meaningless where Validate fails.
//
// With z the standard normal quantile of u, L = low, H = high:
// uniform L + u (H - L); loguniform exp(ln L + u ln(H/L)); normal mean + sd z; lognormal median exp(sigma z); truncated
// families the same with u moved to F(L) + u (F(H) - F(L)); triangular L + sqrt(u (H - L)(mode - L)) up to the mode, H -
// sqrt((1 - u)(H - L)(H - mode)) beyond; beta L + (H - L) times the inverse of the regularised incomplete beta function;
// integer L + floor(u (H - L + 1)); bernoulli 1 from u > 1 - p on.
func (d Distribution) Quantile(u float64) float64 {
	if !(u >= 0 && u <= 1) || d.Dist < 0 || int(d.Dist) >= len(takes) {
		return math.NaN()
	}
	for _, p := range d.parameters() {
		for _, key := range takes[d.Dist].must {
			if p.key == key && p.value == nil {
				return math.NaN()
			}
		}
	}
	low, high := d.bounds()
	var x float64
	switch d.Dist {
	case Uniform:
		x = mix(low, high, u)
	case LogUniform:
		x = logMix(low, high, u)
	case Normal, TruncatedNormal:
		x = *d.Mean + float64(*d.SD*d.standardNormal(u))
	case LogNormal:
		x = float64(*d.Median * exact.Exp(float64(*d.Sigma*d.standardNormal(u))))
	case Triangular:
		x = triangular(low, *d.Mode, high, u)
	case Beta:
		x = mix(low, high, statistics.InverseIncompleteBeta(u, *d.A, *d.B))
	case Integer:
		x = low + math.Floor(u*(high-low+1))
	case Choice:
		return d.choice(u)
	case Bernoulli:
		x = 0
		if inside(u) > 1-*d.P {
			x = 1
		}
	}
	return math.Max(low, math.Min(x, high))
}

// Support returns the least and the greatest value that a valid distribution can take, infinite where it has no bound;
// for words the first and the last place. A path's allowed range must hold both.
func (d Distribution) Support() (low, high float64) {
	if d.Dist != Choice {
		return d.bounds()
	}
	if len(d.Words) > 0 {
		return 0, float64(len(d.Words) - 1)
	}
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range d.Values {
		low, high = math.Min(low, v), math.Max(high, v)
	}
	return low, high
}

// String returns the distribution as a file writes it, on one line.
func (d Distribution) String() string {
	parts := []string{"dist: " + d.Dist.String()}
	for _, p := range d.parameters() {
		if p.value != nil {
			parts = append(parts, p.key+": "+formatNumber(*p.value))
		}
	}
	numbers := func(key string, values []float64) {
		if len(values) == 0 {
			return
		}
		texts := make([]string, len(values))
		for i, v := range values {
			texts[i] = formatNumber(v)
		}
		parts = append(parts, key+": ["+strings.Join(texts, ", ")+"]")
	}
	numbers("values", d.Values)
	if len(d.Words) > 0 {
		texts := make([]string, len(d.Words))
		for i, w := range d.Words {
			texts[i] = strconv.Quote(w)
		}
		parts = append(parts, "words: ["+strings.Join(texts, ", ")+"]")
	}
	numbers("weights", d.Weights)
	return "{" + strings.Join(parts, ", ") + "}"
}

// formatNumber returns the shortest text that reads back as x, with an exponent only where it is very large or small.
func formatNumber(x float64) string {
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		text := strconv.FormatFloat(x, 'e', -1, 64)
		if !strings.Contains(text, ".") { // some readers of YAML take 1e+21 for text
			text = strings.Replace(text, "e", ".0e", 1)
		}
		return text
	}
	return strconv.FormatFloat(x+0, 'f', -1, 64) // + 0 takes the sign off -0
}

// mix returns low + u (high - low), both ends exact; it never falls as u rises.
func mix(low, high, u float64) float64 {
	if u == 1 {
		return high
	}
	return math.Min(low+float64(u*(high-low)), high)
}

// logMix returns low (high/low)^u, both ends exact.
func logMix(low, high, u float64) float64 {
	switch u {
	case 0:
		return low
	case 1:
		return high
	}
	x := exact.Exp(mix(exact.Log(low), exact.Log(high), u))
	return math.Max(low, math.Min(x, high))
}

// triangular returns the quantile of the triangular distribution.
func triangular(low, mode, high, u float64) float64 {
	width := high - low
	left := mode - low
	if float64(u*width) < left {
		return low + float64(math.Sqrt(u*left)*math.Sqrt(width))
	}
	return high - float64(math.Sqrt((1-u)*(high-mode))*math.Sqrt(width))
}

// choice returns the value, or the place of the word, at which the cumulative weights pass u of their total.
func (d Distribution) choice(u float64) float64 {
	count := len(d.Values) + len(d.Words)
	if count == 0 {
		return math.NaN()
	}
	chosen := int(math.Min(u*float64(count), float64(count-1)))
	if len(d.Weights) == count {
		total, sum := 0.0, 0.0
		for _, w := range d.Weights {
			total += w
		}
		for i, w := range d.Weights {
			sum += w
			if w > 0 {
				chosen = i
				if float64(u*total) < sum {
					break
				}
			}
		}
	}
	if len(d.Words) > 0 {
		return float64(chosen)
	}
	return d.Values[chosen]
}

// standardBounds returns low and high in standard deviations from the mean (of the logarithm for a lognormal).
func (d Distribution) standardBounds() (a, b float64) {
	low, high := d.bounds()
	if d.Dist == LogNormal {
		logMedian := exact.Log(*d.Median)
		return (exact.Log(low) - logMedian) / *d.Sigma, (exact.Log(high) - logMedian) / *d.Sigma
	}
	return (low - *d.Mean) / *d.SD, (high - *d.Mean) / *d.SD
}

// truncation returns the lower tail below the bound that lies farther from the centre's other side, and the probability
// between the bounds. Bounds above 0 are mirrored, because the upper tail has no digits.
func truncation(a, b float64) (below, between float64) {
	if a > 0 {
		a, b = -b, -a
	}
	below = exact.NormalCDF(a)
	return below, exact.NormalCDF(b) - below
}

// standardNormal returns the quantile of u of the standard normal between the bounds of the distribution.
func (d Distribution) standardNormal(u float64) float64 {
	u = inside(u)
	if d.Dist == Normal || d.Low == nil && d.High == nil {
		return exact.NormalQuantile(u)
	}
	a, b := d.standardBounds()
	below, between := truncation(a, b)
	if a > 0 {
		return -exact.NormalQuantile(below + float64((1-u)*between))
	}
	return exact.NormalQuantile(below + float64(u*between))
}
