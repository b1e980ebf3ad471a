"""What can stand on a page, and how it is written: on screens, in Word, as PDF. Knows no plan."""
