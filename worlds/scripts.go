package worlds

import (
	"shakeout/agents"
	"shakeout/strategies/script"
)

// load lets a script decide for a firm.
func (d *decider) load(spec *Strategy, f *agents.Firm) error {
	p, err := script.Load(spec.scriptName("agents["+f.ID+"].strategy"), spec.Script, spec.Params)
	if err != nil {
		return err
	}
	d.program = p
	switch f.Kind {
	case agents.Cloud:
		s := script.NewCloud(p)
		d.cloud, d.failed = s, s.Err
	case agents.Releaser:
		s := script.NewReleaser(p)
		d.releaser, d.failed = s, s.Err
	default:
		s := script.NewLab(p)
		d.lab, d.failed = s, s.Err
	}
	return nil
}

// scriptName is what errors call the script: its file, or its place in the world where the text stands there.
func (s *Strategy) scriptName(at string) string {
	if s.File != "" {
		return s.File
	}
	return at + ".script"
}

// hearScripts lets what scripts print stand among their decisions.
func (s *State) hearScripts() {
	for i := range s.decide {
		if p := s.decide[i].program; p != nil {
			id := s.firms[i].ID
			p.Print = func(text string) { s.decision(id, "print", "script", text, "") }
		}
	}
}

// fail keeps the first thing that went wrong; it ends the run.
func (s *State) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}
