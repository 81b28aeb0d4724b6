grammar Criteria;

standaloneCriteria: criteria EOF;

criteria
    : '(' comparison ')'                                # leaf
    | '(' criteria (AND criteria)+ ')'                  # conjunction
    | '(' criteria (OR criteria)+ ')'                   # disjunction
    | '(' criteria ')'                                  # nested
    ;

comparison: text ':' text (':' text (',' text)*)?;

text: (CHUNK | AND | OR)*;

// Blanks around a joining word are free; inside a value they are kept.
AND: ' '* 'and' ' '*;
OR: ' '* 'or' ' '*;
CHUNK: ~[():,\\]+? | '\\' .;
