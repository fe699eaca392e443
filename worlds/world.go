// Package worlds says where agents live: world files, the opening state, the monthly tick, exits
// and deals, and the audit. A World and its seed decide every byte of a run.
package worlds

import (
	"shakeout/agents"
	"shakeout/market/capital"
	"shakeout/market/compute"
	"shakeout/market/control"
	"shakeout/market/customers"
	"shakeout/market/talent"
	"shakeout/market/technology"
)

// World is a resolved world: everything that, with the seed, decides a run. A market whose section
// is nil is not run.
type World struct {
	Format      int64    `yaml:"shakeout" range:"[1,1]" default:"1" source:"format of world files" doc:"format version"`
	Name        string   `yaml:"name" doc:"name of the world"`
	Description string   `yaml:"description" optional:"true" doc:"what it is"`
	Sources     []string `yaml:"sources" doc:"where its numbers come from"`

	Start string `yaml:"start" default:"2025-01" source:"assumption" doc:"first month, YYYY-MM"`
	Ticks int64  `yaml:"ticks" unit:"months" range:"[0,1000000000]" default:"120" source:"assumption" doc:"length of a run"`
	Seed  int64  `yaml:"seed" range:"[0,9007199254740991]" default:"1" source:"assumption" doc:"seed of all luck"`
	Stop  *Stop  `yaml:"stop" doc:"when learning ends and what is done then; left out: the run ends at its last tick"`

	Record Recording `yaml:"record" optional:"true" doc:"ticks that leave rows behind: all, or last, for worlds of millions of ticks"`

	// Quantum of the books. Two worlds whose money and quantum differ by a power of two are the same.
	Quantum float64 `yaml:"quantum_usd" unit:"USD" range:"(0,1e12]" default:"0.01" source:"whole cents" doc:"smallest amount of money"`

	Customers  customers.Params   `yaml:"customers" doc:"the demand side"`
	Serving    Serving            `yaml:"serving" doc:"cost of serving"`
	Compute    *compute.Params    `yaml:"compute" doc:"accelerators"`
	Technology *technology.Params `yaml:"technology" doc:"technical change"`
	Talent     *talent.Params     `yaml:"talent" doc:"researchers"`
	Capital    *capital.Params    `yaml:"capital" doc:"equity and debt"`
	Control    *control.Params    `yaml:"control" doc:"deals and exits"`
	Policy     Policy             `yaml:"policy" doc:"levers of public policy"`
	Entry      *Entry             `yaml:"entry" doc:"new labs while capital is cheap"`
	Parents    Parents            `yaml:"parents" doc:"how groups pay for models, and how far their reach goes"`
	Costs      Costs              `yaml:"costs" doc:"staff, sales, overhead"`
	Alarms     *Alarms            `yaml:"alarms" doc:"bounds outside which a run says that something is wrong with its world"`
	Agents     []Agent            `yaml:"agents" doc:"who takes part"`

	Changes   []Change    `yaml:"changes" optional:"true" doc:"what is done to the world while it runs"`
	Uncertain []Uncertain `yaml:"uncertain" optional:"true" doc:"what is believed about numbers that nobody knows, for ensembles"`
}

// Agent is one agent of a world file.
type Agent struct {
	ID       string      `yaml:"id" doc:"short name, used everywhere"`
	Name     string      `yaml:"name" doc:"full name"`
	Kind     agents.Kind `yaml:"kind" doc:"lab, cloud or releaser"`
	Enters   string      `yaml:"enters" optional:"true" doc:"month of entry, YYYY-MM; empty: from the start"`
	Start    StartState  `yaml:"start" doc:"state when it enters"`
	Products []Product   `yaml:"products" doc:"what it sells"`
	Stakes   []Stake     `yaml:"stakes" doc:"shares of others that it holds"`
	Supplier []Supply    `yaml:"contracts" doc:"clouds that it buys compute from under contract"`
	Strategy Strategy    `yaml:"strategy" doc:"how it decides"`
}

// StartState is what an agent begins with.
type StartState struct {
	Cash           float64         `yaml:"cash_usd_m" unit:"USD m" range:"[0,inf)" default:"0" source:"assumption" doc:"cash"`
	CreditLine     float64         `yaml:"credit_line_usd_m" unit:"USD m" range:"[0,inf)" default:"0" source:"none unless said" doc:"undrawn credit"`
	Capability     float64         `yaml:"capability_oom" unit:"OOM" range:"[-20,20]" default:"0" source:"assumption" doc:"of its flagship, from the frontier of the start"`
	Research       float64         `yaml:"research_usd_m_per_year" unit:"USD m a year" range:"[0,inf)" default:"0" source:"assumption" doc:"spend on research compute"`
	Researchers    float64         `yaml:"researchers" unit:"count" range:"[0,1000000]" default:"0" source:"assumption" doc:"researchers"`
	OtherStaff     float64         `yaml:"other_staff" unit:"count" range:"[0,10000000]" default:"0" source:"assumption" doc:"other staff of the model business"`
	Burn           float64         `yaml:"burn_usd_m_per_month" unit:"USD m a month" range:"(-inf,inf)" optional:"true" doc:"cash burn; overhead is what is left of it, never below zero"`
	Valuation      float64         `yaml:"valuation_usd_m" unit:"USD m" range:"[0,inf)" default:"0" source:"assumption" doc:"last post-money valuation, or market value of a parent"`
	Raised         float64         `yaml:"raised_usd_m" unit:"USD m" range:"[0,inf)" default:"0" source:"assumption" doc:"equity raised so far"`
	Growth         float64         `yaml:"growth_per_year" unit:"factor a year" range:"(0,1000]" default:"2.8" source:"data/README.md regularity 3: leaders 2.8 times a year" doc:"growth of revenue over the year before"`
	RoundAgo       int64           `yaml:"last_round_months_ago" unit:"months" range:"[0,600]" default:"6" source:"funding.csv, gap between rounds: median 6" doc:"age of the last valuation"`
	Fleet          float64         `yaml:"fleet_h100e" unit:"H100e" range:"[0,inf)" default:"0" source:"assumption" doc:"own accelerators"`
	Core           float64         `yaml:"core_usd_m_per_month" unit:"USD m a month" range:"[0,inf)" default:"0" source:"none unless said" doc:"free cash flow of the core business before models and accelerators"`
	CoreGrowth     float64         `yaml:"core_growth_per_year" unit:"factor a year" range:"[0.2,2]" default:"1.08" source:"assumption" doc:"growth of the core"`
	Envelope       float64         `yaml:"envelope" unit:"share" range:"[0,1]" default:"0.25" source:"assumption, 0-.5" doc:"share of the core's cash flow that models may cost, net"`
	Premium        float64         `yaml:"control_premium" unit:"ratio" range:"[0,20]" default:"0.3" source:"assumption" doc:"premium over the last valuation that owners ask; 1 for founder or trust control"`
	Openness       agents.Openness `yaml:"openness" default:"closed" source:"events.csv" doc:"openness of its present flagship"`
	Lead           float64         `yaml:"research_lead_oom" unit:"OOM" range:"[0,10]" default:"0" source:"none unless said" doc:"how far its research is beyond its flagship"`
	RunLeft        int64           `yaml:"run_months_left" unit:"months" range:"[-1,60]" default:"-1" source:"none unless said" doc:"months until a flagship in preparation comes to market; -1: none is"`
	LaunchedAgo    int64           `yaml:"launched_months_ago" unit:"months" range:"[0,120]" default:"3" source:"assumption" doc:"age of the flagship"`
	CloudShare     float64         `yaml:"cloud_share" unit:"share" range:"[0,1]" default:"0" source:"shares.csv" doc:"share of business buyers who use its cloud"`
	ReachConsumers float64         `yaml:"reach_consumers" unit:"share" range:"[0,1]" default:"1" source:"assumption: everybody" doc:"share of consumers who would consider it"`
	ReachBusiness  float64         `yaml:"reach_business" unit:"share" range:"[0,1]" default:"1" source:"assumption: everybody" doc:"share of business buyers who would consider it"`
	ParentOwned    bool            `yaml:"parent_owned" doc:"a lab whose owner's other business pays for it"`
}

// Product is one thing an agent sells.
type Product struct {
	ID          string         `yaml:"id" doc:"short name within the agent"`
	Channel     agents.Channel `yaml:"channel" doc:"how it reaches its customers"`
	Line        agents.Line    `yaml:"line" default:"flagship" source:"prices.csv" doc:"the model behind it"`
	Price       float64        `yaml:"price_usd" unit:"USD per unit" range:"[0,inf)" default:"0" source:"free" doc:"list price per million tokens (blended 3:1), subscriber and month, or seat and month"`
	Realisation float64        `yaml:"realisation" unit:"ratio" range:"(0,5]" default:"1" source:"assumption" doc:"price paid over list price"`
	Model       string         `yaml:"model_of" optional:"true" doc:"owner of the model, where it is another agent's"`
	Royalty     float64        `yaml:"royalty" unit:"share" range:"[0,1]" default:"0" source:"none unless said" doc:"share of revenue paid to the owner of the model"`
	Via         string         `yaml:"via" optional:"true" doc:"cloud through whose marketplace it is sold"`
	Fee         float64        `yaml:"fee" unit:"share" range:"[0,1]" default:"0" source:"assumption" doc:"share of revenue paid to that cloud"`
	Enters      string         `yaml:"enters" optional:"true" doc:"month from which it is on sale, YYYY-MM; empty: as long as its seller trades"`
	Tokens      float64        `yaml:"tokens_factor" unit:"ratio" range:"[0,100]" default:"1" source:"assumption" doc:"use of a unit relative to the world's"`
	Sales       []ProductSale  `yaml:"sales" doc:"where it is sold, and how much at the start"`
}

// ProductSale is the start of a product in a segment.
type ProductSale struct {
	ID      string   `yaml:"id" doc:"the segment"`
	Revenue float64  `yaml:"revenue_usd_m_per_year" unit:"USD m a year" range:"[0,inf)" default:"0" source:"assumption" doc:"run rate; of an offer that enters later, what it would be were it on sale"`
	Worth   *float64 `yaml:"worth_usd" unit:"USD per unit" range:"(-inf,inf)" doc:"with linear prices, and for all offers of the segment or none: what a unit is worth to buyers over nothing, in place of an intercept that is found from sales"`
	Users   float64  `yaml:"users_m" unit:"millions" range:"[0,inf)" default:"0" source:"assumption" doc:"users of a free plan"`
	Trend   float64  `yaml:"trend" unit:"ratio" range:"(0,10]" default:"1" source:"none unless said" doc:"long-run share over present share that the flows of last year imply"`
}

// Stake is a holding of shares in another agent.
type Stake struct {
	ID    string  `yaml:"id" doc:"the agent held"`
	Share float64 `yaml:"share" unit:"share" range:"[0,1]" doc:"fraction of its shares"`
}

// Supply says whose compute a lab buys under contract.
type Supply struct {
	ID    string  `yaml:"id" doc:"the cloud"`
	Share float64 `yaml:"share" unit:"share" range:"[0,1]" default:"1" source:"assumption" doc:"share of its reserved hours"`
}

// Strategy names how an agent decides.
type Strategy struct {
	Name    string             `yaml:"name" optional:"true" doc:"name in the catalogue"`
	Command []string           `yaml:"command" doc:"in place of a name: a program that decides, with its arguments; a name besides says who decides when it fails"`
	Timeout float64            `yaml:"timeout_s" unit:"s" range:"(0,86400]" default:"60" source:"assumption" doc:"how long a command may take for a month"`
	Script  string             `yaml:"script" optional:"true" embed:".star" doc:"in place of a name: a script in Starlark, or the name of the .star file that holds it"`
	Params  map[string]float64 `yaml:"params" doc:"parameters of the strategy, or what a script sees as params"`

	File string `yaml:"-"` // where the script was read from, for messages
}

// Embedded implements worldfile.Embedder.
func (s *Strategy) Embedded(_, file string) { s.File = file }
