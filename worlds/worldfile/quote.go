package worldfile

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// plainText is what needs no quotes anywhere in YAML, for any reader: it
// begins with a letter and holds no indicator. Months and dates are plain too.
var plainText = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*|[0-9]{4}-[0-9]{2}(-[0-9]{2})?)$`)

// reserved are words that some reader of YAML takes for something else.
var reserved = map[string]bool{
	"null": true, "true": true, "false": true, "yes": true, "no": true, "on": true, "off": true, "y": true, "n": true,
	"nan": true, "inf": true, "infinity": true,
}

// quote returns text for one line of YAML, in quotes unless it is plain.
func quote(s string) string {
	if plainText.MatchString(s) && !reserved[strings.ToLower(s)] {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case !visible(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// quoteKey returns a key of YAML.
func quoteKey(s string) string { return quote(s) }

// visible tells whether a character can stand in YAML as it is, for readers
// of YAML 1.1 and 1.2 alike: breaks other than \n are folded by some.
func visible(r rune) bool {
	switch {
	case r < ' ', r >= 0x7F && r <= 0xA0, r == 0x2028, r == 0x2029, r == 0xFEFF, r >= 0xFFFE && r <= 0xFFFF, r >= 0xD800 && r <= 0xDFFF:
		return false
	}
	return r <= 0x10FFFF
}

// fitsBlock tells whether text is better as a block of lines, and can be one.
func fitsBlock(s string) bool {
	if !strings.Contains(s, "\n") || strings.Trim(s, "\n ") == "" {
		return false
	}
	for _, r := range s {
		if r != '\n' && r != '\t' && !visible(r) {
			return false
		}
	}
	return utf8.ValidString(s) && !strings.HasPrefix(strings.TrimLeft(s, "\n"), "\t")
}
