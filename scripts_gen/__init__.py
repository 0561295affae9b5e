"""scripts-gen: approved speech formulas as role scripts, laminated cards and look-up, in the customer's language."""
