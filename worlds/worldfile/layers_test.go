package worldfile

import (
	"testing/fstest"
)

var bundledForTest = fstest.MapFS{
	"duopoly.yaml":       {Data: []byte(good)},
	"frontier-2025.yaml": {Data: []byte("extends: duopoly\nname: frontier\n")},
}
