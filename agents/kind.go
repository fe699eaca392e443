// Package agents says who takes part: the state of a firm, what it may see, what it may do, and
// the form of a strategy. It knows no world, no file and no named strategy.
package agents

import "fmt"

// Kind is the motive of an agent and the set of its decisions. It is never a privilege: no rule of
// the model exempts a kind.
type Kind uint8

// The kinds.
const (
	Lab      Kind = iota // lives on its own cash and on investors' patience
	Cloud                // owns infrastructure and customers, can pay for models out of other profit
	Releaser             // gains in its core business from cheap complements
)

var kindNames = []string{"lab", "cloud", "releaser"}

// Values lists the names of the kinds.
func (Kind) Values() []string { return kindNames }

// String returns the name of the kind.
func (k Kind) String() string { return nameOf(kindNames, int(k)) }

// MarshalText writes the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the kind's name.
func (k *Kind) UnmarshalText(text []byte) error { return unmarshal(k, kindNames, text) }

// Status is the state of life of an agent. From LicensedAndHired on it is dead: it decides and
// trades no more.
type Status uint8

// The states of life.
const (
	NotEntered Status = iota
	Active
	Niche // alive, out of the general market
	Acquired
	LicensedAndHired
	Merged
	WoundDown
)

var statusNames = []string{"not-entered", "active", "niche", "acquired", "licensed-and-hired", "merged", "wound-down"}

// String returns the name of the status as it stands in agents.csv.
func (s Status) String() string { return nameOf(statusNames, int(s)) }

// Alive reports whether the agent decides and trades.
func (s Status) Alive() bool { return s == Active || s == Niche }

// Ended reports whether the agent has left the market for good.
func (s Status) Ended() bool { return s >= Acquired }

// Channel is the way an offer reaches its customers, and what its price is for.
type Channel uint8

// The channels.
const (
	Free         Channel = iota // a plan without price
	Subscription                // a plan at a fixed price per subscriber and month
	Seat                        // a seat or an enterprise contract, per seat and month
	API                         // metered, per million tokens
	Marketplace                 // metered, through a cloud's marketplace
	Licence                     // inside another firm's product, per million tokens
	Hosted                      // open weights served by anybody, per million tokens
	SelfHosted                  // open weights run by the customer: the price is the compute
)

var channelNames = []string{"free", "subscription", "seat", "api", "marketplace", "licence", "hosted", "self-hosted"}

// Values lists the names of the channels.
func (Channel) Values() []string { return channelNames }

// String returns the name of the channel.
func (c Channel) String() string { return nameOf(channelNames, int(c)) }

// MarshalText writes the channel's name.
func (c Channel) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the channel's name.
func (c *Channel) UnmarshalText(text []byte) error { return unmarshal(c, channelNames, text) }

// Unit returns what the price of the channel is for, as it stands in offers.csv.
func (c Channel) Unit() string {
	switch c {
	case Free, Subscription:
		return "subscriber-month"
	case Seat:
		return "seat-month"
	default:
		return "mtok"
	}
}

// Metered reports whether the price is per token.
func (c Channel) Metered() bool { return c >= API }

// Line is one of the models that a firm keeps on the market.
type Line uint8

// The lines.
const (
	Flagship Line = iota // the best it has
	Small                // a distilled model: less capable, much cheaper to serve
	LineCount
)

var lineNames = []string{"flagship", "small"}

// Values lists the names of the lines.
func (Line) Values() []string { return lineNames }

// String returns the name of the line.
func (l Line) String() string { return nameOf(lineNames, int(l)) }

// MarshalText writes the line's name.
func (l Line) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads the line's name.
func (l *Line) UnmarshalText(text []byte) error { return unmarshal(l, lineNames, text) }

// Openness is an attribute of a release, not of an agent.
type Openness uint8

// How open the weights of a release are.
const (
	Closed  Openness = iota
	Delayed          // opened some months after the launch
	Open             // from the day of the launch
)

var opennessNames = []string{"closed", "delayed", "open"}

// Values lists the names.
func (Openness) Values() []string { return opennessNames }

// String returns the name.
func (o Openness) String() string { return nameOf(opennessNames, int(o)) }

// MarshalText writes the name.
func (o Openness) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads the name.
func (o *Openness) UnmarshalText(text []byte) error { return unmarshal(o, opennessNames, text) }

func nameOf(names []string, i int) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("unknown(%d)", i)
	}
	return names[i]
}

func unmarshal[T ~uint8](to *T, names []string, text []byte) error {
	for i, name := range names {
		if name == string(text) {
			*to = T(i)
			return nil
		}
	}
	return fmt.Errorf("got %q; want one of %v", text, names)
}
