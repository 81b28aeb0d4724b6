grammar Formula;

standaloneFormula: expression EOF;

expression
    : NUMBER                                                            # number
    | STRING                                                            # text
    | REFERENCE                                                         # field
    | IDENTIFIER '(' (expression (',' expression)*)? ')'                # call
    | IDENTIFIER                                                        # word
    | '(' expression ')'                                                # nested
    | <assoc = right> expression '^' expression                         # power
    | op = ('-' | '+' | '!') expression                                 # prefix
    | expression op = ('*' | '/' | '%') expression                      # product
    | expression op = ('+' | '-') expression                            # sum
    | expression op = ('=' | '==' | '!=' | '<>' | '<' | '<=' | '>' | '>=') expression # comparison
    | expression '&&' expression                                        # conjunction
    | expression '||' expression                                        # disjunction
    ;

NUMBER: [0-9]+ ('.' [0-9]*)? | '.' [0-9]+;
STRING: '"' (~["\\] | '\\' .)* '"' | '\'' (~['\\] | '\\' .)* '\'';
REFERENCE: '${' ~[{}\r\n]* '}';
IDENTIFIER: [A-Za-z_] [A-Za-z0-9_]*;
BLANK: [ \t\r\n]+ -> skip;
// Whatever else stands there is told of by the parser, which knows what it would rather have.
OTHER: .;
