package strategies

import (
	"math"
	"testing"

	"shakeout/agents"
)

// A plan follows its buyers' incomes in rare steps; metered prices and free plans do not.
func TestPlansFollowIncomes(t *testing.T) {
	plan := agents.OwnOffer{Channel: agents.Subscription, PriceUSD: 20, PriceMonths: 36, IncomeGrowth: 1.1}
	for _, c := range []struct {
		name   string
		change func(*agents.OwnOffer)
		u      float64
		want   float64
	}{
		{"due, and its month", func(*agents.OwnOffer) {}, 0.01, 22},
		{"due, another month", func(*agents.OwnOffer) {}, 0.5, 20},
		{"raised a year ago", func(o *agents.OwnOffer) { o.PriceMonths = 12 }, 0.01, 20},
		{"incomes fell", func(o *agents.OwnOffer) { o.IncomeGrowth = 0.9 }, 0.01, 20},
		{"a seat", func(o *agents.OwnOffer) { o.Channel = agents.Seat }, 0.01, 22},
		{"metered", func(o *agents.OwnOffer) { o.Channel = agents.API }, 0.01, 20},
		{"free", func(o *agents.OwnOffer) { o.Channel, o.PriceUSD = agents.Free, 0 }, 0.01, 0},
	} {
		o := plan
		c.change(&o)
		if got := indexed(&o, c.u); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v USD; want %v", c.name, got, c.want)
		}
	}
}
