package experiments

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ordered does jobs from first to before last on several workers and hands their results to sink in the order of the jobs,
// so that what is written does not depend on the workers. Only a few results wait at a time. When the context is done no
// further job is begun, and those under way have a moment to come to their end; the error is then the context's.
func ordered[T any](ctx context.Context, jobs span, workers int, do func(context.Context, int64) (T, error), sink func(int64, T) error) error {
	window := int64(4*workers + 8)
	working, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	q := &queue[T]{next: jobs.first, last: jobs.last, stored: jobs.first, window: window, done: map[int64]T{}}
	q.changed.L = &q.mutex
	stop := context.AfterFunc(ctx, func() {
		q.stop(context.Cause(ctx))
		timer := time.AfterFunc(grace, cancel)
		context.AfterFunc(working, func() { timer.Stop() })
	})
	defer stop()
	var team sync.WaitGroup
	for range workers {
		team.Go(func() {
			for {
				i, ok := q.take()
				if !ok {
					return
				}
				r, err := do(working, i)
				q.put(i, r, err)
			}
		})
	}
	err := q.drain(sink)
	team.Wait()
	return err
}

// grace is how long runs under way may go on after an interrupt, so that what they computed is kept.
const grace = 5 * time.Second

// span is a range of jobs.
type span struct{ first, last int64 }

// queue hands out jobs and collects results.
type queue[T any] struct {
	mutex   sync.Mutex
	changed sync.Cond
	next    int64 // job to be handed out
	last    int64 // first that is not
	stored  int64 // result that the sink wants next
	running int
	window  int64
	done    map[int64]T
	err     error // why no further job is handed out
}

// take returns the next job, when there is room for its result.
func (q *queue[T]) take() (int64, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for q.err == nil && q.next < q.last && q.next >= q.stored+q.window {
		q.changed.Wait()
	}
	if q.err != nil || q.next >= q.last {
		return 0, false
	}
	q.next++
	q.running++
	return q.next - 1, true
}

// put takes the result of a job.
func (q *queue[T]) put(i int64, r T, err error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.running--
	if err == nil {
		q.done[i] = r
	} else if q.err == nil || errors.Is(q.err, context.Canceled) {
		q.err = err
	}
	q.changed.Broadcast()
}

func (q *queue[T]) stop(err error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.err == nil {
		q.err = err
	}
	q.changed.Broadcast()
}

// drain hands the results to sink in order until all are there, or none will come any more.
func (q *queue[T]) drain(sink func(int64, T) error) error {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for q.stored < q.last {
		r, ok := q.done[q.stored]
		if !ok {
			if q.err != nil && q.running == 0 {
				return q.err
			}
			q.changed.Wait()
			continue
		}
		delete(q.done, q.stored)
		i := q.stored
		q.mutex.Unlock()
		err := sink(i, r)
		q.mutex.Lock()
		if err != nil {
			if q.err == nil {
				q.err = err
			}
			for q.running > 0 {
				q.changed.Wait()
			}
			return err
		}
		q.stored++
		q.changed.Broadcast()
	}
	return nil
}
