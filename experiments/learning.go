package experiments

// LearningInfo describes, to whoever shows results, an experiment whose runs are measured at their end.
type LearningInfo struct {
	Deviator string // who is made to deviate; empty where nobody is
	After    int64  // ticks after the deviation: it happens at date -After
}

// LearningInfo says how the runs of an experiment are measured at their end; nil where they are measured at dates.
func (e *Experiment) LearningInfo() *LearningInfo {
	a := &e.arms[0]
	if !a.fromEnd {
		return nil
	}
	info := &LearningInfo{}
	if s := a.world.Stop; s != nil && s.Deviation != nil {
		info.Deviator, info.After = s.Deviation.Agent, s.Deviation.After
	}
	return info
}
