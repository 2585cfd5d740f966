"""How the site looks: its layout, its components and its forms."""
