"""The grammar of one side of an equation, for lark's LALR parser; `@NAME@` is a mark of layout.py."""

GRAMMAR = r"""
side: expr
conditions: condition ("," condition)*
condition: expr RELATION expr -> comparison | expr
?expr: term | expr "+" term -> plus | expr MINUS term -> minus
?term: run | MINUS term -> negative | "+" term -> positive
run: factor (_sign factor)*
_sign: [TIMES | ODOT | SLASH]
?factor: _base | _base "!" -> factorial
_base: nucleus | scripted
scripted: nucleus script+
?nucleus: NUMBER | TIED | WORD | PROBABILITY | OPERATOR | DOTS
        | group | fraction | root | rounded
        | norm | matrix | cases | indicator | binomial | inner | determinant | bar
script: SUB | LAYER | LAYER_T | TRANSPOSE | INVERSE_T | PRIME | STAR | ENTRYWISE | "^" exponent
?exponent: "{" expr "}" | DIGIT | WORD | TIED
group: LPAR items ")" | LSQB items "]" | LSET items RSET | LBRACE expr "}"
items: expr ("," expr)*
indicator: ONE? LSQB expr RELATION expr "]" | ONE LSET expr RELATION expr RSET
         | ONE LPAR expr RELATION expr ")"
binomial: BINOM part part
inner: LANGLE expr "," expr RANGLE
bar: BAR expr BAR_END SUB
determinant: BEGIN_DET row (ROW row)* ROW? END_DET
fraction: FRAC part part
?part: "{" expr "}" | DIGIT1 | WORD
root: ROOT part | ROOT LSQB expr "]" part
rounded: LFLOOR expr RFLOOR | LCEIL expr RCEIL
norm: ABS expr ABS_END | NORM expr NORM_END
matrix: BEGIN_MATRIX row (ROW row)* ROW? END_MATRIX
row: expr (AMP expr)*
cases: BEGIN_CASES branch (ROW branch)* ROW? END_CASES
branch: expr ","? AMP comparison _stop? | expr ","? AMP OTHERWISE _stop?
_stop: "," | "."
comparison: expr RELATION expr

MINUS: "-" | "\u2212"
NUMBER.3: /\d+(\{,\}\d{3})*(\.\d+)?|\.\d+/
DIGIT.4: /\d(?!\d|\.\d)/
DIGIT1.4: /\d/
TIED: /@TIED@+/
WORD.2: /\\Delta\s*(?=\\math|\\bold|\\[a-z]+(?![a-z])|[A-Za-z])
    (\\(mathbf|boldsymbol|bm)\s*(\{[^{}]*(\{[^{}]*\}[^{}]*)*\}|[A-Za-z])|\\[A-Za-z]+|[A-Za-z])
  |\\(mathbf|mathrm|mathsf|mathit|mathcal|mathbb|boldsymbol|bm|hat|bar|tilde|vec|dot|breve|check|widehat|widetilde
      |overline|underline|operatorname|textrm|textbf|textsf|textit|text)\s*(\{[^{}]*(\{[^{}]*\}[^{}]*)*\}|\\[A-Za-z]+|[A-Za-z])
  |\{\s*\\(rm|bf|sf|it|cal)\s+[^{}]*\}|\\[A-Za-z]+|[^\W\d_]/x
PROBABILITY.7: /[PpQq]\s*\([^()]*(\\mid(?![A-Za-z])|=|@GIVEN@)[^()]*\)
  |((?!\\mathcal\{O\})\\(mathrm|mathcal|operatorname|text|textrm)\{[^{}]*\}|D_\{[^{}]*(\{[^{}]*\})?\})
    \s*\([^()]*(@GIVEN@|\\mid(?![A-Za-z])|\\parallel(?![A-Za-z]))[^()]*\)/x
OPERATOR.6: /\\(sum|prod|int|log|ln|exp|sin|cos|tan|sinh|cosh|tanh|max|min|det|partial|nabla|lim)(?![A-Za-z])
  |\\arg\s*\\(max|min)(?![A-Za-z])|\\operatorname\*?\{\s*arg\\?,?\s*(max|min)\s*\}/x
DOTS.7: /\\([clv]?dots[bcimo]?|ddots)(?![A-Za-z])|\.\.\./
LFLOOR.6: /\\lfloor(?![A-Za-z])/
RFLOOR.6: /\\rfloor(?![A-Za-z])/
LCEIL.6: /\\lceil(?![A-Za-z])/
RCEIL.6: /\\rceil(?![A-Za-z])/
BINOM.6: /\\[dt]?binom(?![A-Za-z])/
LANGLE.6: /\\langle(?![A-Za-z])/
RANGLE.6: /\\rangle(?![A-Za-z])/
BAR: "@BAR@"
BAR_END: "@BAR_END@"
FRAC.6: /\\[dtc]?frac(?![A-Za-z])/
ROOT.6: /\\sqrt(?![A-Za-z])/
TIMES.6: /\\cdot(?![A-Za-z])|\\times(?![A-Za-z])|\*/
ODOT.6: /\\odot(?![A-Za-z])|\\circ(?![A-Za-z])/
SLASH: "/"
RELATION.6: /=|\\neq?(?![A-Za-z])|\\l(eq?|t)(?![A-Za-z])|\\g(eq?|t)(?![A-Za-z])|<=|>=|<|>/
SUB.6: /_\s*(\{([^{}]|\{([^{}]|\{[^{}]*\})*\})*\}|\\(math[a-z]+|text[a-z]*)\s*\{[^{}]*\}|\\[A-Za-z]+|\w)/
LAYER.6: /\^\s*\{\s*[(\[]\s*([A-Za-z]|\d+)\s*([+-]\s*\d+)?\s*[)\]]\s*\}/
LAYER_T.6: /\^\s*\{\s*[(\[]\s*([A-Za-z]|\d+)\s*([+-]\s*\d+)?\s*[)\]]\s*,?\s*
  (T|\\top|\\mathsf\{T\}|\\mathrm\{T\})\s*\}/x
TRANSPOSE.6: /\^\s*(T|\\top(?![A-Za-z])|\\intercal(?![A-Za-z])|\\(mathsf|mathrm|text)\s*(\{T\}|T)
  |\{\s*(T|\\top|\\intercal|\\(mathsf|mathrm|text|sf|rm)\s*(\{T\}|T))\s*\})/x
INVERSE_T.6: /\^\s*\{\s*-\s*(T|\\top|\\intercal|\\(mathsf|mathrm|text)\s*(\{T\}|T))\s*\}/
PRIME.6: /'+|\^\s*\{?\s*\\prime\s*\}?/
STAR.6: /\^\s*(\*|\\ast(?![A-Za-z])|\\star(?![A-Za-z])|\{\s*(\*|\\ast|\\star)\s*\})/
ENTRYWISE.6: /\^\s*\{\s*\\(odot|circ)\s*\d+\s*\}/
ONE.8: /(\\(mathbb|mathbf|boldsymbol|bm)\s*\{[1I]\}\s*(?=\(|\[|\\\{)|1\s*(?=\\\{))
  (?=(\(|\[|\\\{)([^\[\](){}]|\([^()]*\)|\{[^{}]*\})*(=|<|>|\\[nlg][et]))/x
LPAR: "("
LSQB: "["
LBRACE: "{"
LSET.6: "\\{"
RSET.6: "\\}"
ABS: "@ABS@"
ABS_END: "@ABS_END@"
NORM: "@NORM@"
NORM_END: "@NORM_END@"
AMP: "&"
ROW.7: /\\\\(\[[^\]]*\])?/
BEGIN_MATRIX.7: /\\begin\{[bp]?matrix\}|\\begin\{array\}\s*\{[^{}]*\}/
END_MATRIX.7: /\\end\{([bp]?matrix|array)\}/
BEGIN_DET.7: /\\begin\{vmatrix\}/
END_DET.7: /\\end\{vmatrix\}/
BEGIN_CASES.7: /\\begin\{[dr]?cases\}/
END_CASES.7: /\\end\{[dr]?cases\}/
OTHERWISE.7: /\\(text|textrm|mathrm|mbox)\s*\{\s*(otherwise|else)[^{}]*\}/
%ignore /[\s@BREAK@@IF@]+/
"""
