package script

import (
	"fmt"
	"time"

	"go.starlark.net/starlark"
)

// patience is the wall-clock time after which a decision is given up. Steps bound almost everything; what they don't see is one operation
// that compares or hashes the same few values through many nested references. Time never reaches a result: it only ends a run.
const patience = 20 * time.Second

// bounded runs interpreted code within its bounds of steps and time.
func (p *Program) bounded(code func() error) error {
	p.thread.Steps = 0
	p.thread.SetMaxExecutionSteps(MaxSteps)
	p.thread.Uncancel()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("the interpreter broke down: %v", r)
			}
		}()
		done <- code()
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-done:
		if err != nil {
			return p.explain(err)
		}
		return nil
	case <-timer.C:
		p.thread.Cancel("too slow")
		return p.wrong(0, 0, "got no decision in %s; want fewer or smaller values to compare", patience)
	}
}

// charge pays for n elements of new or visited memory in steps.
func charge(thread *starlark.Thread, n int) error {
	thread.Steps += uint64(max(0, n))
	if thread.Steps >= MaxSteps {
		return fmt.Errorf("too many steps")
	}
	return nil
}

// weight is what a value takes when all of it is written out or copied, in elements: one for each value, and one for each 16 bytes of
// text. Values that stand in several places count each time. It stops counting at limit.
func weight(v starlark.Value, limit int) int {
	total := 0
	var visit func(v starlark.Value, depth int)
	visit = func(v starlark.Value, depth int) {
		if depth > maxDepth { // a value within itself
			total = limit
		}
		if total++; total >= limit {
			return
		}
		switch v := v.(type) {
		case starlark.String:
			total += len(v) / 16
		case starlark.Bytes:
			total += len(v) / 16
		case starlark.Int:
			total += v.BigInt().BitLen() / 128
		case *starlark.List:
			for i := range v.Len() {
				visit(v.Index(i), depth+1)
			}
		case starlark.Tuple:
			for _, x := range v {
				visit(x, depth+1)
			}
		case *starlark.Dict:
			for _, item := range v.Items() {
				visit(item[0], depth+1)
				visit(item[1], depth+1)
			}
		case starlark.Sequence: // a range, or a list of the view
			total += v.Len()
		}
	}
	visit(v, 0)
	return total
}
