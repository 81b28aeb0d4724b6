grammar Criteria;

standaloneCriteria: criteria EOF;

criteria
    : '(' comparison ')'                                # leaf
    | '(' criteria (AND criteria)+ ')'                  # conjunction
    | '(' criteria (OR criteria)+ ')'                   # disjunction
    | '(' criteria ')'                                  # nested
    ;

comparison: text ':' text (':' value (',' value)*)?;

value: text;

text: (CHUNK | AND | OR | REFERENCE)*;

// Blanks around a joining word are free; inside a value they are kept.
AND: ' '* 'and' ' '*;
OR: ' '* 'or' ' '*;
// The colon of ${LASTNDAYS:7} separates nothing.
REFERENCE: '${' ~[{}\\(),]* '}';
CHUNK: ~[():,\\]+? | '\\' .;
