# The variables that whoever calls make may give, as `make help` prints them: before Node is installed, too.
BEGIN { print "\nVariables, before or behind make:" }
/^  [A-Z_]+: \{$/ { name = $1; sub(":", "=", name) }
/^    (takes|says): / { text = $0; sub("^[^']*'", "", text); sub("',$", "", text) }
/^    takes: / { takes = text }
/^    says: / { printf "  %-41s %s\n", name takes, text }
