// Package worldfile reads and writes files of parameters strictly: worlds,
// experiments, anything that is a Go struct with tags.
//
// A file is YAML, TOML or JSON. Layers lie over each other: the defaults of
// the tags, the file named by extends, the file itself, scenarios chosen from
// it, and values from the command line. Tables merge key by key, lists of
// things with an id by id (remove: true takes one out), other lists and
// values replace, and null goes back to the default. A number may be plain or
// {value: 2.5, source: "...", confidence: low}.
//
// Everything wrong is reported at once, each with file, line and column, as
//
//	mine.yaml:12:9: agents[mistral].start.cash_usd_m: got text "lots"; want a number in [0, inf) USD m
//
// The tags of a field are
//
//	yaml      its key, snake_case with the unit last
//	unit      the unit
//	range     the numbers allowed, in interval notation: [0,1] (0,inf)
//	default   the text of the default
//	optional  "true" if it may be left out without a default
//	source    where the default comes from, or assumption
//	doc       what it is
//	embed     on a string, the ending of a file whose content may stand in
//	          its place: `embed:".star"` reads script: file.star
//
// A field with neither default nor optional is required, unless it is a bool,
// a section, a pointer, a list or a map. A pointer to a struct is a section
// that is absent unless it is written; {} gives its defaults. Types with
// UnmarshalText and MarshalText are words; if they have Values, it lists the
// ones allowed. A struct with a method Check (see Checker) is asked whether
// its fields fit together.
package worldfile
