grammar Coql;

options {
    caseInsensitive = true;
}

standaloneQuery
    : SELECT column (',' column)* FROM name
        (WHERE where = condition)?
        (GROUP BY path (',' path)*)?
        (HAVING having = condition)?
        (ORDER BY ordering (',' ordering)*)?
        (LIMIT first = NUMBER (',' second = NUMBER)?)?
        (OFFSET offset = NUMBER)?
        ';'? EOF
    ;

column: value (AS? alias = name)?;

ordering: value direction = (ASC | DESC)?;

value
    : function = (SUM | MAX | MIN | AVG | COUNT) '(' (path | '*') ')'   # aggregate
    | path                                                              # plain
    ;

condition
    : '(' condition ')'                                                 # group
    | NOT condition                                                     # negation
    | condition AND condition                                           # conjunction
    | condition OR condition                                            # disjunction
    | value op = ('=' | '!=' | '<>' | '<' | '<=' | '>' | '>=') operand  # comparison
    | value IS NOT? NULL                                                # emptiness
    | value NOT? IN '(' operand (',' operand)* ')'                      # membership
    | value NOT? BETWEEN operand AND operand                            # range
    | value NOT? LIKE operand                                           # likeness
    ;

operand
    : STRING
    | '-'? NUMBER
    | TRUE
    | FALSE
    | REFERENCE
    | value
    ;

// Where an arrow may stand is told with the module at hand.
path: name (('.' | '->') name)*;

// Words with a meaning of their own are names where nothing else could stand.
name: IDENTIFIER | SUM | MAX | MIN | AVG | COUNT | ASC | DESC | BY | OFFSET | LIMIT | GROUP | ORDER;

SELECT: 'select';
FROM: 'from';
WHERE: 'where';
GROUP: 'group';
BY: 'by';
HAVING: 'having';
ORDER: 'order';
LIMIT: 'limit';
OFFSET: 'offset';
AS: 'as';
ASC: 'asc';
DESC: 'desc';
SUM: 'sum';
MAX: 'max';
MIN: 'min';
AVG: 'avg';
COUNT: 'count';
AND: 'and';
OR: 'or';
NOT: 'not';
IS: 'is';
NULL: 'null';
IN: 'in';
BETWEEN: 'between';
LIKE: 'like';
TRUE: 'true';
FALSE: 'false';
NUMBER: [0-9]+ ('.' [0-9]*)? | '.' [0-9]+;
STRING: '\'' (~['\\] | '\\' . | '\'\'')* '\'' | '"' (~["\\] | '\\' .)* '"';
REFERENCE: '${' ~[{}\r\n]* '}';
IDENTIFIER: [a-z_] [a-z0-9_]*;
BLANK: [ \t\r\n]+ -> skip;
OTHER: .;
