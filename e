error: unexpected argument '--bogus' found

  tip: to pass '--bogus' as a value, use '-- --bogus'

Usage: chapter-05 [OPTIONS] [PAGE]...
       chapter-05 <COMMAND>

For more information, try '--help'.
