package process

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"shakeout/strategies/fields"
)

// Move is what an answer says for one agent: fields with their values, in its order.
type Move struct {
	Agent  string
	Fields []string
	Values []fields.Value
}

// Parse reads an answer, {"tick": 3, "moves": {"alpha": {"train": true}}}. asked lists the agents of the question, tick its month.
func Parse(answer []byte, tick int64, asked []string) ([]Move, error) {
	v, err := parse(answer)
	if err != nil {
		return nil, fmt.Errorf("got no JSON: %w", err)
	}
	if v.Kind != fields.Table {
		return nil, fmt.Errorf("got %s; want {\"tick\": %d, \"moves\": {...}}", v, tick)
	}
	var moves []Move
	at := fields.Value{}
	for i, key := range v.Keys {
		switch item := v.Items[i]; key {
		case "tick":
			at = item
		case "moves":
			if moves, err = movesOf(item, asked); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%s: got an unknown key; want tick and moves", key)
		}
	}
	if at.Kind != fields.Number || at.Number != float64(tick) {
		return nil, fmt.Errorf("tick: got %s; want %d, that of the question", at, tick)
	}
	return moves, nil
}

func movesOf(v fields.Value, asked []string) ([]Move, error) {
	if v.Kind != fields.Table {
		return nil, fmt.Errorf("moves: got %s; want a table of moves by agent", v)
	}
	var moves []Move
	for i, agent := range v.Keys {
		if !slices.Contains(asked, agent) {
			return nil, fmt.Errorf("moves: got %q; want agents that were asked, %v", agent, asked)
		}
		switch move := v.Items[i]; move.Kind {
		case fields.None:
		case fields.Table:
			moves = append(moves, Move{agent, move.Keys, move.Items})
		default:
			return nil, fmt.Errorf("moves[%s]: got %s; want a table of fields", agent, move)
		}
	}
	return moves, nil
}

// maxDepth is how deep an answer may be nested.
const maxDepth = 16

func parse(text []byte) (fields.Value, error) {
	in := json.NewDecoder(bytes.NewReader(text))
	v, err := value(in, 0)
	if err != nil {
		return v, err
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return v, errors.New("more than one value on the line")
	}
	return v, nil
}

func value(in *json.Decoder, depth int) (fields.Value, error) {
	if depth > maxDepth {
		return fields.Value{}, fmt.Errorf("nested more than %d deep", maxDepth)
	}
	token, err := in.Token()
	if err != nil {
		return fields.Value{}, err
	}
	switch token := token.(type) {
	case bool:
		return fields.Value{Kind: fields.Flag, Flag: token}, nil
	case string:
		return fields.Value{Kind: fields.Text, Text: token}, nil
	case float64:
		if math.Abs(token) >= infinite { // what stood for infinity in the view
			token = math.Copysign(math.Inf(1), token)
		}
		return fields.Value{Kind: fields.Number, Number: token}, nil
	case json.Delim:
		v := fields.Value{Kind: fields.List}
		if token == '{' {
			v.Kind = fields.Table
		}
		for in.More() {
			if v.Kind == fields.Table {
				key, err := in.Token()
				if err != nil {
					return v, err
				}
				v.Keys = append(v.Keys, key.(string)) // the decoder lets nothing else stand there
			}
			item, err := value(in, depth+1)
			if err != nil {
				return v, err
			}
			v.Items = append(v.Items, item)
		}
		_, err := in.Token()
		return v, err
	}
	return fields.Value{}, nil // null
}
