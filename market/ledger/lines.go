package ledger

// Line says what a transfer is for. Every transfer has one, so the books of an account are its
// transfers added up by line.
type Line uint8

// The lines of the books. Which of them make up gross and operating profit is said in Books.
const (
	Subscriptions     Line = iota // consumers' plans
	MeteredUse                    // tokens sold through an API
	Seats                         // seats and enterprise contracts
	Licences                      // models inside others' products
	Royalties                     // a seller pays the owner of the model
	MarketplaceFees               // a seller pays the cloud whose marketplace it sells through
	Inference                     // compute to serve users
	Research                      // compute for training and experiments
	IdleCompute                   // reserved compute that was paid and not used
	SelfHosting                   // customers pay a cloud to run open weights themselves
	BackgroundCompute             // all other buyers of accelerators
	FleetRunning                  // power, sites and staff of the own fleet
	Staff                         // pay
	Sales                         // sales force
	Brand                         // advertising and free credits
	Efficiency                    // work on the cost of serving
	Overhead                      // everything else that a firm of this size needs
	Launches                      // cost of bringing a model to market
	Integration                   // cost of taking over another firm
	Interest                      // on debt and drawn credit
	CoreProfit                    // profit of a core business other than models
	Capex                         // accelerators and sites
	Equity                        // shares issued for cash
	Payouts                       // dividends and buy-backs
	Stakes                        // shares bought from other holders
	Acquisitions                  // price of a firm
	LicenceAndHire                // price of a licence with the people
	BreakFees                     // paid by a bidder when the authority blocks a deal
	Loans                         // principal lent and repaid
	PrepaidCompute                // compute paid in advance
	FleetLoans                    // principal lent against accelerators, and repaid
	Liquidation                   // what is left of a firm that winds down, and who gets it
	lineCount
)

// Lines is the number of lines.
const Lines = int(lineCount)

var lineNames = [Lines]string{
	"subscriptions", "metered-use", "seats", "licences", "royalties", "marketplace-fees",
	"inference", "research", "idle-compute", "self-hosting", "background-compute", "fleet-running",
	"staff", "sales", "brand", "efficiency", "overhead", "launches", "integration", "interest", "core-profit",
	"capex", "equity", "payouts", "stakes", "acquisitions", "licence-and-hire", "break-fees",
	"loans", "prepaid-compute", "fleet-loans", "liquidation",
}

// String returns the name of the line as it stands in ledger.csv.
func (l Line) String() string {
	if int(l) >= Lines {
		return "unknown"
	}
	return lineNames[l]
}
