package worlds

import (
	"embed"
	"io/fs"
	"sort"
	"strings"

	"shakeout/worlds/worldfile"
)

//go:embed *.yaml
var bundled embed.FS

// Bundled returns the files of the bundled worlds, NAME.yaml.
func Bundled() fs.FS { return bundled }

// Names lists the bundled worlds.
func Names() []string {
	files, _ := fs.Glob(bundled, "*.yaml")
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f, ".yaml"))
	}
	sort.Strings(names)
	return names
}

// Load reads a world: a bundled name or a path, with scenarios and settings laid over it. If the
// input is wrong the error is worldfile.Problems, everything at once.
func Load(name string, o worldfile.Options) (*worldfile.Loaded[World], error) {
	o.Bundled = bundled
	return worldfile.Load[World](name, o)
}

// Parse is Load for a file that has been read already.
func Parse(name string, data []byte, o worldfile.Options) (*worldfile.Loaded[World], error) {
	o.Bundled = bundled
	return worldfile.LoadBytes[World](name, data, o)
}

// Check reports what the fields of a world must be to each other.
func (w *World) Check(report func(path, format string, args ...any)) {
	ids := map[string]bool{}
	for i := range w.Agents {
		ids[w.Agents[i].ID] = true
	}
	segments := map[string]bool{}
	for i := range w.Customers.Segments {
		segments[w.Customers.Segments[i].ID] = true
	}
	if len(w.Agents) == 0 {
		report("agents", "got none; want at least one agent")
	}
	if len(w.Customers.Segments) == 0 {
		report("customers.segments", "got none; want at least one segment")
	}
	if _, err := parseMonth(w.Start); err != nil {
		report("start", "got %q; want a month like 2025-01", w.Start)
	}
	for i := range w.Agents {
		a := &w.Agents[i]
		at := "agents[" + a.ID + "]"
		if a.Enters != "" {
			if _, err := parseMonth(a.Enters); err != nil {
				report(at+".enters", "got %q; want a month like 2025-01", a.Enters)
			}
		}
		for _, p := range a.Products {
			where := at + ".products[" + p.ID + "]"
			if p.Model != "" && !ids[p.Model] {
				report(where+".model_of", "got %q; want the id of an agent", p.Model)
			}
			if p.Via != "" && !ids[p.Via] {
				report(where+".via", "got %q; want the id of an agent", p.Via)
			}
			if p.Price == 0 && p.Channel.Metered() {
				report(where+".price_usd", "got 0; want a price above 0 for a metered product")
			}
			for _, sale := range p.Sales {
				if !segments[sale.ID] {
					report(where+".sales["+sale.ID+"]", "got %q; want the id of a segment", sale.ID)
				}
			}
		}
		for _, x := range a.Stakes {
			if !ids[x.ID] {
				report(at+".stakes["+x.ID+"]", "got %q; want the id of an agent", x.ID)
			}
		}
		for _, x := range a.Supplier {
			if !ids[x.ID] {
				report(at+".contracts["+x.ID+"]", "got %q; want the id of an agent", x.ID)
			}
		}
	}
	for i := range w.Agents {
		held := 0.0
		for k := range w.Agents {
			for _, x := range w.Agents[k].Stakes {
				if x.ID == w.Agents[i].ID {
					held += x.Share
				}
			}
		}
		if held > 1 {
			report("agents["+w.Agents[i].ID+"]", "got stakes of %g in it; want at most 1 in all", held)
		}
	}
}
