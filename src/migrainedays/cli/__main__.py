from migrainedays.cli import main

main()
