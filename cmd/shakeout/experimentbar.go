package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"shakeout/experiments"
)

// experimentBar shows how far an experiment is: a bar with the time that is left on a terminal, elsewhere a line now and then.
type experimentBar struct {
	off   bool
	lines io.Writer // where no bar can be drawn
	all   *mpb.Progress
	bar   *mpb.Bar
	began time.Time
	from  int64 // rows that were there already
	said  time.Time
	last  experiments.Progress
}

// lineEvery is how often a log file is told.
const lineEvery = 30 * time.Second

func newExperimentBar(cmd *cobra.Command, mode string) *experimentBar {
	b := &experimentBar{off: mode == "off", from: -1}
	if !b.off && !term.IsTerminal(int(os.Stderr.Fd())) {
		b.lines = cmd.ErrOrStderr()
		return b
	}
	if !b.off {
		b.all = mpb.New(mpb.WithOutput(cmd.ErrOrStderr()), mpb.WithWidth(60))
	}
	return b
}

// tell takes the progress of an experiment.
func (b *experimentBar) tell(p experiments.Progress) {
	if b.from < 0 {
		b.from, b.began, b.said = p.Done, time.Now(), time.Now()
		if b.all != nil {
			b.bar = b.all.AddBar(p.Total,
				mpb.PrependDecorators(decor.CountersNoUnit("%d of %d runs ")),
				mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return " " + b.left() })),
				mpb.BarRemoveOnComplete())
		}
	}
	b.last = p
	switch {
	case b.bar != nil:
		b.bar.SetCurrent(p.Done)
	case b.lines != nil && time.Since(b.said) >= lineEvery:
		b.said = time.Now()
		fmt.Fprintf(b.lines, "%d of %d runs, %d failed, %s\n", p.Done, p.Total, p.Failed, b.left())
	}
}

// left says how long it will take.
func (b *experimentBar) left() string {
	fresh := b.last.Done - b.from
	if fresh <= 0 {
		return ""
	}
	each := time.Since(b.began) / time.Duration(fresh)
	return (each * time.Duration(b.last.Total-b.last.Done)).Round(time.Second).String() + " left"
}

func (b *experimentBar) done() {
	if b.bar != nil && !b.bar.Completed() {
		b.bar.Abort(true)
	}
	if b.all != nil {
		b.all.Wait()
	}
}
