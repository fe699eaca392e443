package experiments

import (
	"shakeout/worlds/worldfile"
)

// canonical returns the text of the experiment with everything settled: each arm names its own resolved world beside it,
// all uncertain numbers are listed, and what is kept is spelt out. Together with these worlds it decides every byte of the
// results, and is itself an experiment file.
func (e *Experiment) canonical() ([]byte, error) {
	f := e.file
	f.World, f.Scenarios, f.Set = "", nil, worldfile.Layer{}
	if f.Tournament != nil {
		f.World = worldName("world")
		return worldfile.Marshal(&f, nil)
	}
	f.Baseline = e.arms[0].id
	f.Arms = nil
	for i := range e.arms {
		a := &e.arms[i]
		spec := Arm{ID: a.id, About: a.about, World: worldName(a.id), Keep: a.keep}
		if a.against > 0 {
			spec.Against = e.arms[a.against].id
		}
		f.Arms = append(f.Arms, spec)
	}
	return worldfile.Marshal(&f, nil)
}

// worldName is the file of the resolved world of an arm in the directory of an experiment.
func worldName(arm string) string { return "worlds/" + arm + ".yaml" }

// input is a file that an experiment is made from.
type input struct {
	name string
	text []byte
}

// inputs lists the worlds that the experiment reads, and the experiment itself last. The arms of a tournament follow from
// its world.
func (e *Experiment) inputs() []input {
	var list []input
	if e.base != nil {
		list = append(list, input{worldName("world"), e.base})
	} else {
		for i := range e.arms {
			list = append(list, input{worldName(e.arms[i].id), e.arms[i].text})
		}
	}
	return append(list, input{experimentFile, e.Resolved})
}
