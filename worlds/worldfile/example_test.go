package worldfile_test

import (
	"fmt"

	"shakeout/worlds/worldfile"
)

type market struct {
	Name  string  `yaml:"name" doc:"what it is called"`
	Ticks int     `yaml:"ticks" unit:"months" range:"[1,1200]" default:"120" doc:"length"`
	Firms []firm  `yaml:"firms"`
	Alpha float64 `yaml:"alpha" range:"(0,20]" default:"1.8" source:"assumption"`
}

type firm struct {
	ID   string  `yaml:"id"`
	Cash float64 `yaml:"cash_usd_m" unit:"USD m" range:"[0,inf)"`
}

func Example() {
	text := []byte("name: two\nfirms:\n  - {id: b, cash_usd_m: 5}\n  - {id: a, cash_usd_m: {value: 3, source: press}}\n")
	l, err := worldfile.LoadBytes[market]("two.yaml", text, worldfile.Options{Set: []string{"firms[b].cash_usd_m=7"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	canonical, _ := l.Marshal()
	fmt.Print(string(canonical))
	// Output:
	// name: two
	// ticks: 120
	// firms:
	//   - id: a
	//     cash_usd_m: {value: 3, source: press}
	//   - id: b
	//     cash_usd_m: 7
	// alpha: 1.8
}

func ExampleLoadBytes_problems() {
	text := []byte("name: two\ntics: 12\nfirms:\n  - {id: a, cash_usd_m: lots}\n")
	_, err := worldfile.LoadBytes[market]("two.yaml", text, worldfile.Options{})
	fmt.Println(err)
	// Output:
	// two.yaml:2:1: tics: got an unknown key; did you mean "ticks"? want one of name, ticks, firms, alpha, extends, scenarios
	// two.yaml:4:25: firms[a].cash_usd_m: got text "lots"; want a number in [0, inf) USD m
}
