// Package ledger is double-entry book-keeping in whole units of money. Every transfer has two
// sides, both inside the ledger, so the sum over all accounts is zero at every moment, exactly.
//
// There are two registers, never mixed: cash, and prepaid compute (a claim of the buyer on the
// seller). Amounts are whole numbers of a quantum (one US cent unless the world says otherwise);
// an amount in USD is turned into quanta in one place only, Amount.
package ledger

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// Cents is an amount of money in whole quanta: US cents unless the ledger has another quantum.
type Cents int64

// Account is the number of an account in its ledger.
type Account int32

// Register is one of the books that are never mixed.
type Register uint8

// The registers.
const (
	Cash Register = iota
	Prepaid
	registers
)

// String returns the register's name as it stands in ledger.csv.
func (r Register) String() string {
	if r == Prepaid {
		return "prepaid"
	}
	return "cash"
}

// Entry is one transfer.
type Entry struct {
	Register Register
	From, To Account
	Line     Line
	Amount   Cents
}

// limit keeps any sum of a few thousand amounts inside an int64.
const limit = Cents(1) << 52

// Ledger holds the accounts. The zero value is not usable; see New.
type Ledger struct {
	perUSD  float64 // quanta per USD
	names   []string
	books   []book
	moved   []Account // on whose books anything was entered this month, each once
	journal []Entry
	keep    bool
	err     error
}

// book is one account.
type book struct {
	balance, opening [registers]Cents // now, and when the month was opened
	entered          lineSet          // lines that anything was entered on this month
	received, paid   [Lines]Cents     // by line, this month, cash
}

// lineSet is a set of lines: a month touches few, and only those are cleared and added up. Its last bit says that the book is among moved.
type lineSet uint64

const inMoved lineSet = 1 << 63

// A line more than the bits below that one does not compile.
const _ = uint(63 - Lines)

// New returns an empty ledger whose quantum is quantumUSD USD, for example 0.01. With keep it
// remembers each transfer of the month for Journal.
func New(quantumUSD float64, keep bool) *Ledger {
	return &Ledger{perUSD: 1 / quantumUSD, keep: keep}
}

// Open adds an account with a zero balance and returns its number.
func (l *Ledger) Open(name string) Account {
	l.names = append(l.names, name)
	l.books = append(l.books, book{})
	return Account(len(l.names) - 1)
}

// Name returns the name an account was opened with.
func (l *Ledger) Name(a Account) string { return l.names[a] }

// ErrAmount is behind the error of books that were to hold what is no number, or more money than there is: a world that has exploded.
var ErrAmount = errors.New("ledger: no amount of money")

// Amount turns an amount in USD into whole quanta, halves away from zero: the one place where
// money is rounded. What is no number or too large breaks the ledger: see Err.
func (l *Ledger) Amount(usd float64) Cents {
	q := math.Round(float64(usd * l.perUSD))
	if !(math.Abs(q) < float64(limit)) {
		l.fail(fmt.Errorf("%w: got %g USD; want a number below %g", ErrAmount, usd, float64(limit)/l.perUSD))
		return 0
	}
	return Cents(q)
}

// USD returns an amount in USD.
func (l *Ledger) USD(c Cents) float64 { return float64(c) / l.perUSD }

// USDm returns an amount in millions of USD, the nearest float64 to the exact decimal.
func (l *Ledger) USDm(c Cents) float64 { return float64(c) / float64(1e6*l.perUSD) }

// Pay moves cash from one account to another. A negative amount breaks the ledger: who owes whom
// is said by the order of the accounts, never by a sign.
func (l *Ledger) Pay(from, to Account, line Line, amount Cents) {
	if amount == 0 || from == to {
		return
	}
	if amount < 0 {
		l.fail(fmt.Errorf("ledger: negative payment of %d from %s to %s for %s", amount, l.names[from], l.names[to], line))
		return
	}
	payer, payee := l.enter(from, line), l.enter(to, line)
	payer.balance[Cash] -= amount
	payee.balance[Cash] += amount
	payer.paid[line] += amount
	payee.received[line] += amount
	if l.keep {
		l.journal = append(l.journal, Entry{Cash, from, to, line, amount})
	}
}

// Post enters transfers that were made before, as Journal gave them, once more: each cash, above zero and between two accounts.
func (l *Ledger) Post(transfers []Entry) {
	for i := range transfers {
		e := &transfers[i]
		if e.Register != Cash || e.Amount <= 0 || e.From == e.To {
			l.fail(fmt.Errorf("ledger: %+v can't be posted again; want cash above 0 between two accounts", *e))
			return
		}
		payer, payee := l.enter(e.From, e.Line), l.enter(e.To, e.Line)
		payer.balance[Cash] -= e.Amount
		payee.balance[Cash] += e.Amount
		payer.paid[e.Line] += e.Amount
		payee.received[e.Line] += e.Amount
	}
	if l.keep {
		l.journal = append(l.journal, transfers...)
	}
}

// Prepay pays cash for compute to be delivered later: the buyer gets a claim on the seller.
func (l *Ledger) Prepay(buyer, seller Account, amount Cents) {
	l.Pay(buyer, seller, PrepaidCompute, amount)
	l.claim(seller, buyer, PrepaidCompute, amount)
}

// UsePrepaid delivers compute against a claim: the claim falls, no cash moves. The use is booked
// on line for both sides, and taken off the line it was prepaid on, so that profit is counted
// when the compute is used and cash when it was paid. The register holds what an account has paid in
// advance less what it owes to others who have: who may use how much of whom stands in their contracts.
func (l *Ledger) UsePrepaid(buyer, seller Account, line Line, amount Cents) {
	if amount == 0 {
		return
	}
	if amount < 0 {
		l.fail(fmt.Errorf("ledger: %s uses %d of prepaid compute of %s; want an amount above 0", l.names[buyer], amount, l.names[seller]))
		return
	}
	l.claim(buyer, seller, line, amount)
	l.enter(buyer, line).paid[line] += amount
	l.enter(seller, line).received[line] += amount
	l.enter(buyer, PrepaidCompute).received[PrepaidCompute] += amount
	l.enter(seller, PrepaidCompute).paid[PrepaidCompute] += amount
}

// Forgive lets a claim lapse, as when its holder ends.
func (l *Ledger) Forgive(buyer, seller Account, amount Cents) {
	l.claim(buyer, seller, Liquidation, amount)
}

// AssignClaim moves a claim to another holder, as when a firm takes over another's. What a seller owes moves the other way: from
// the account that takes it over to the one that is relieved.
func (l *Ledger) AssignClaim(from, to Account, amount Cents) {
	if from != to {
		l.claim(from, to, Liquidation, amount)
	}
}

func (l *Ledger) claim(from, to Account, line Line, amount Cents) {
	if amount < 0 {
		l.fail(fmt.Errorf("ledger: negative claim of %d", amount))
		return
	}
	l.enter(from, line).balance[Prepaid] -= amount
	l.enter(to, line).balance[Prepaid] += amount
	if l.keep && amount != 0 {
		l.journal = append(l.journal, Entry{Prepaid, from, to, line, amount})
	}
}

// Balance returns what an account holds in a register.
func (l *Ledger) Balance(r Register, a Account) Cents { return l.books[a].balance[r] }

// Received returns what an account received on a line since the month was opened.
func (l *Ledger) Received(a Account, line Line) Cents { return l.books[a].received[line] }

// Paid returns what an account paid on a line since the month was opened.
func (l *Ledger) Paid(a Account, line Line) Cents { return l.books[a].paid[line] }

// Journal returns the transfers of the month, if they are kept. The slice is reused.
func (l *Ledger) Journal() []Entry { return l.journal }

// OpenMonth starts a new month: the flows are set to zero, the balances stay.
func (l *Ledger) OpenMonth() {
	for _, a := range l.moved { // the others stand where they stood
		b := &l.books[a]
		b.opening = b.balance
		for set := b.entered &^ inMoved; set != 0; set &= set - 1 {
			line := bits.TrailingZeros64(uint64(set)) % Lines
			b.received[line], b.paid[line] = 0, 0
		}
		b.entered = 0
	}
	l.moved = l.moved[:0]
	l.journal = l.journal[:0]
}

// Keep says whether the transfers of the month are remembered for Journal from now on, and returns what was so before.
func (l *Ledger) Keep(keep bool) (before bool) {
	before, l.keep = l.keep, keep
	return before
}

// enter opens the book of an account at a line.
func (l *Ledger) enter(a Account, line Line) *book {
	b := &l.books[a]
	if b.entered == 0 {
		b.entered = inMoved
		l.moved = append(l.moved, a)
	}
	b.entered |= 1 << line
	return b
}

// Err returns the first thing that broke the ledger, or nil.
func (l *Ledger) Err() error { return l.err }

func (l *Ledger) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

// Audit checks the books as an outsider would: each register adds to zero over all accounts, and
// each account's cash moved by exactly what its lines say.
func (l *Ledger) Audit() error {
	if l.err != nil {
		return l.err
	}
	var sum [registers]Cents
	for a := range l.books {
		b := &l.books[a]
		sum[Cash] += b.balance[Cash]
		sum[Prepaid] += b.balance[Prepaid]
		moved := b.balance[Cash] - b.opening[Cash]
		for set := b.entered &^ inMoved; set != 0; set &= set - 1 {
			line := bits.TrailingZeros64(uint64(set)) % Lines
			moved += b.paid[line] - b.received[line]
		}
		if moved != 0 {
			return fmt.Errorf("ledger: the cash of %s moved by %d quanta more than its lines say", l.names[a], moved)
		}
	}
	for r, x := range sum {
		if x != 0 {
			return fmt.Errorf("ledger: register %s adds to %d quanta over all accounts; want 0", Register(r), x)
		}
	}
	return nil
}
